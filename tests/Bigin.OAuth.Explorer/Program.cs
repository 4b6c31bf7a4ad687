using Bigin.OAuth.Explorer;
using Bigin.OAuth.Explorer.Scheduling;

using var stage = new Stage();
return new Exploration(ExplorerOptions.Parse(args), stage, Console.Out).Run();
