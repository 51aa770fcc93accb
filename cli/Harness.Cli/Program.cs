using System.Runtime.InteropServices;
using Harness.Cli;
using Harness.Conformance.Runs;

// The first signal asks a command to finish, the second ends the process.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

return await CommandLine.RunAsync(args, Surroundings.OfThisProcess(), stop.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    // Whoever does not want to wait must not have to clean up either.
    if (stop.IsCancellationRequested) Strays.KillAll();
    stop.Cancel();
}
