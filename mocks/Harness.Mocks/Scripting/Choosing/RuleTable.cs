namespace Harness.Mocks.Scripting.Choosing;

/// <summary>The rules of one scenario that wait for one trigger, as far as they can concern some connections. Shared by all of these.</summary>
internal sealed class RuleTable
{
    private readonly RuleSieve _sieve;
    private readonly ulong[] _lastMarks;
    private ReadOnlyMemory<byte> _last;

    public RuleTable(CompiledRule[] rules)
    {
        Rules = rules;
        _sieve = new RuleSieve([.. rules.Select(rule => rule.Rule.Where)]);
        _lastMarks = new ulong[_sieve.Words];
    }

    /// <summary>In the order they are tried.</summary>
    public CompiledRule[] Rules { get; }

    /// <summary>How long the marks of <see cref="Sift"/> are.</summary>
    public int Words => _sieve.Words;

    /// <summary>Marks the rules that may match.</summary>
    /// <param name="message">Empty for a binary message: its bytes are nothing that <c>where</c> compares with.</param>
    /// <param name="marks">As long as <see cref="Words"/>.</param>
    public void Sift(ReadOnlySpan<byte> message, Span<ulong> marks) => _sieve.Sift(message, marks);

    /// <summary>As <see cref="Sift"/>, for a message of our own whose bytes nobody writes to again: what a broadcast says is looked at once for all who hear it.</summary>
    public void SiftShared(ReadOnlyMemory<byte> message, Span<ulong> marks)
    {
        if (!message.Equals(_last))
        {
            _sieve.Sift(message.Span, _lastMarks, isOurs: true);
            _last = message;
        }

        _lastMarks.CopyTo(marks);
    }
}
