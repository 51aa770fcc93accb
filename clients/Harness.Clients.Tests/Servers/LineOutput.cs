using System.Text;
using System.Threading.Channels;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Servers;

/// <summary>A writer whose lines a test awaits.</summary>
internal sealed class LineOutput : TextWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw new NotSupportedException("Expected whole lines.");

    public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    public override Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) =>
        WriteLineAsync(buffer.ToString());

    public Task<string> LineAsync() => _lines.Reader.ReadAsync().Within("the next line of output");
}
