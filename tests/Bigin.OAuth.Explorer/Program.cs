using Bigin.OAuth.Explorer;

return new Exploration(ExplorerOptions.Parse(args), Console.Out).Run();
