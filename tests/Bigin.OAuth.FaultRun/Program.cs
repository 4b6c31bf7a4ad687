// Random faults of the emulator against connections that several processes share, and whether what must never happen has happened.
//   Bigin.OAuth.FaultRun [--minutes N | --seconds N] [--connections N] [--processes N] [--seed N] [--replaced other|always|never]
//   Bigin.OAuth.FaultRun race [the same]                   no faults: connects and disconnects of two keys, as many as can be
//   Bigin.OAuth.FaultRun worker SETTINGS_FILE NAME SEED     one of the processes, which the first starts itself
// docs/quality/fault-run.md says what is played and what is checked. The exit code is 1 where something was found.
using Bigin.OAuth.FaultRun;

if (args is ["worker", var settings, var name, var seed])
{
    await Worker.RunAsync(WorkerSettings.Read(settings), name, Dice.From(seed));
    return 0;
}

if (RunOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(RunOptions.Usage);
    return 2;
}

return await Run.PlayAsync(options) ? 0 : 1;
