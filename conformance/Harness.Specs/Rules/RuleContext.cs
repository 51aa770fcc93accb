using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules;

/// <summary>What a fold may know from the start.</summary>
public sealed class RuleContext
{
    private readonly List<ITracker> _trackers = [];

    internal RuleContext(TranscriptHeader header, JudgeOptions options)
    {
        Header = header;
        Options = options;
        Connections = Track(() => new Connections());
    }

    public TranscriptHeader Header { get; }

    public JudgeOptions Options { get; }

    public StanceSettings Stances => Options.Stances;

    /// <summary>Every connection of the session, as far as it is known at the frame that is being judged.</summary>
    public Connections Connections { get; }

    internal List<ITracker> Trackers => _trackers;

    /// <summary>The tracker of that type that this session's folds share, made by whoever asks first.</summary>
    public T Track<T>(Func<T> make)
        where T : class, ITracker
    {
        foreach (var known in _trackers)
        {
            if (known is T shared) return shared;
        }

        var tracker = make();
        _trackers.Add(tracker);
        return tracker;
    }

    /// <summary>What is known of a token: from the token, or from the mark that redaction left of it.</summary>
    public JwtFacts? ReadJwt(string token) => JwtFacts.Read(token, Options.VerifySignature);
}
