using System.Text;

namespace Harness.Conformance.Runs.Clients.InProcess;

/// <summary>Hands over what is written to it, line by line.</summary>
internal sealed class LineWriter(Action<string> take) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value != '\n')
        {
            _line.Append(value);
            return;
        }

        take(_line.ToString().TrimEnd('\r'));
        _line.Clear();
    }
}
