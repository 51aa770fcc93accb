namespace Harness.Specs.Rules.Trading;

/// <summary>
/// What the duties of a trading client need to know of a protocol: which subscriptions a frame asks for, drops or serves, which order it submits,
/// and what is odd about it. A subscription is a word of the protocol's own making, such as <c>IRO1FOLD0001 best-limit</c>.
/// </summary>
internal abstract class TradingReader : ITracker
{
    private readonly List<string> _asks = [];
    private readonly List<string> _drops = [];
    private readonly List<string> _flows = [];

    /// <summary>Subscriptions that the frame asks for.</summary>
    public List<string> Asks => _asks;

    /// <summary>Subscriptions that the frame gives up.</summary>
    public List<string> Drops => _drops;

    /// <summary>Subscriptions that the frame serves.</summary>
    public List<string> Flows => _flows;

    /// <summary>The order that the frame submits, in a form in which two submissions of one order are equal; or null.</summary>
    public string? Order { get; protected set; }

    /// <summary>An order of that form that the frame turns away before it was taken, so that submitting it again doubles nothing; or null.</summary>
    public string? Refused { get; protected set; }

    /// <summary>What a client must survive in this frame.</summary>
    public Oddity Oddity { get; protected set; }

    public void OnFrame(FrameView frame)
    {
        _asks.Clear();
        _drops.Clear();
        _flows.Clear();
        Order = null;
        Refused = null;
        Oddity = Oddity.None;
        Read(frame);
    }

    protected abstract void Read(FrameView frame);

    protected void Ask(string subscription) => _asks.Add(subscription);

    protected void Drop(string subscription) => _drops.Add(subscription);

    protected void Flow(string subscription) => _flows.Add(subscription);
}
