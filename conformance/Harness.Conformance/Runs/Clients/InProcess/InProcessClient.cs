namespace Harness.Conformance.Runs.Clients.InProcess;

/// <summary>A client within this process: it lives on the mock's clock and reaches the mock without a port.</summary>
/// <param name="name">How reports call it.</param>
/// <param name="play">Does what the task says until it is cancelled; what it prints is its standard output.</param>
internal sealed class InProcessClient(string name, Func<ClientTask, TextWriter, CancellationToken, Task> play) : IClientUnderTest
{
    public string Name => name;

    public IRunningClient Start(ClientTask task) => new Running(play, task);

    private sealed class Running : IRunningClient
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _playing;
        private string? _ending;

        public Running(Func<ClientTask, TextWriter, CancellationToken, Task> play, ClientTask task)
        {
            _playing = Task.Run(() => RunAsync(play, task));
            Ended = _playing;
        }

        public Task Ended { get; }

        public string? Ending => _ending;

        public bool HasFailed { get; private set; }

        public ClientOutput Output { get; } = new();

        public string Errors { get; private set; } = "";

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _playing;
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
        }

        private async Task RunAsync(Func<ClientTask, TextWriter, CancellationToken, Task> play, ClientTask task)
        {
            try
            {
                await play(task, new LineWriter(Output.Take), _stop.Token);
                _ending = "returned";
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                _ending = "cancelled";
            }
            catch (Exception end)
            {
                HasFailed = true;
                Errors = end.ToString();
                _ending = end.Message;
            }
        }
    }
}
