using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Server;

namespace Harness.Cli.Flags;

/// <summary>The forms that flags share.</summary>
internal static class Forms
{
    /// <summary>What the path of a recorded feed follows.</summary>
    public const string FeedFile = "file:";

    public static Form<string> Text { get; } = new("some text", AnyText);

    public static Form<int> Port { get; } = new("a port from 0 to 65535, 0 for a free one", (string text, out int port) => Whole(text, 0, 65535, out port));

    public static Form<ulong> Seed { get; } = new(
        "a whole number from 0 to 18446744073709551615",
        (string text, out ulong seed) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed));

    /// <summary>A count from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Form<int> Count(int least, int most) => new(
        $"a whole number from {least} to {most}",
        (string text, out int count) => Whole(text, least, most, out count));

    /// <summary>Messages per second; <c>/s</c> may be left out, <c>/min</c> is for slow feeds.</summary>
    public static Form<double> Rate { get; } = new("messages per second above 0 and up to 1000000, such as 50/s or 1/min", ReadRate);

    /// <summary>A feed that is faster for a while, again and again.</summary>
    public static Form<RateBurst> Burst { get; } = new("a burst such as 10x/5s (for a tenth of the 5 s), or 10x/5s/1s (for 1 s of them)", ReadBurst);

    /// <summary>How long a message may wait for others to leave with it.</summary>
    public static Form<TimeSpan> Coalesce { get; } = new("0, or a duration up to 10s such as 1ms", ReadCoalesce);

    /// <summary>How fast a clock runs against the machine's.</summary>
    public static Form<double> Speed { get; } = new(
        "a factor from 0.001 to 100000",
        (string text, out double speed) => Decimal(text, out speed) && speed is >= 0.001 and <= 100_000);

    /// <summary>More than none: what a scenario takes, too.</summary>
    public static Form<TimeSpan> Duration { get; } = new(
        Fixtures.Scenarios.Duration.Expected,
        (string text, out TimeSpan duration) => Fixtures.Scenarios.Duration.TryParse(text, out duration) && duration > TimeSpan.Zero);

    /// <summary>What a mock's clock shows, and who moves it.</summary>
    public static Form<ClockChoice> Clock { get; } = new(
        "real, manual, or a time such as 2026-03-02T09:15:00+05:30 (UTC without a zone); manual@TIME starts a manual clock there",
        ReadClock);

    /// <summary>Where to listen.</summary>
    public static Form<string> Address { get; } = new("an IP address or localhost", ReadAddress);

    /// <summary>The base of a server's sockets.</summary>
    public static Form<Uri> SocketUrl { get; } = new("a ws:// or wss:// address", (string text, [MaybeNullWhen(false)] out Uri url) => Url(text, "ws", out url));

    /// <summary>The base of a server's plain HTTP.</summary>
    public static Form<Uri> HttpUrl { get; } = new("an http:// or https:// address", (string text, [MaybeNullWhen(false)] out Uri url) => Url(text, "http", out url));

    /// <summary>Where market data comes from.</summary>
    public static Form<string> Feed { get; } = new(
        "simulated, or file:PATH of a recording",
        (string text, [MaybeNullWhen(false)] out string feed) => (feed = text) == "simulated" || (text.StartsWith(FeedFile, StringComparison.Ordinal) && text.Length > FeedFile.Length));

    /// <summary>One of a few words.</summary>
    public static Form<string> OneOf(params string[] words) => new(
        string.Join(" or ", words),
        (string text, [MaybeNullWhen(false)] out string word) => (word = Array.Find(words, known => known == text)) is not null)
    { Words = words };

    private static bool AnyText(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return text.Length > 0;
    }

    private static bool Whole(string text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;

    private static bool Decimal(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    private static bool ReadClock(string text, [MaybeNullWhen(false)] out ClockChoice choice)
    {
        const string manualAt = "manual@";
        choice = text switch
        {
            "real" => new ClockChoice(IsManual: false, null),
            "manual" => new ClockChoice(IsManual: true, null),
            _ when text.StartsWith(manualAt, StringComparison.Ordinal) && Instant.TryParse(text[manualAt.Length..], out var start) => new ClockChoice(IsManual: true, start),
            _ when Instant.TryParse(text, out var start) => new ClockChoice(IsManual: false, start),
            _ => null,
        };
        return choice is not null;
    }

    private static bool Url(string text, string scheme, [MaybeNullWhen(false)] out Uri url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && (url.Scheme == scheme || url.Scheme == scheme + "s") && url.Host.Length > 0;

    private static bool ReadAddress(string text, [MaybeNullWhen(false)] out string address)
    {
        address = text;
        return text == "localhost" || IPAddress.TryParse(text, out _);
    }

    private static bool ReadRate(string text, out double perSecond)
    {
        var (number, seconds) = text switch
        {
            _ when text.EndsWith("/min", StringComparison.Ordinal) => (text[..^4], 60),
            _ when text.EndsWith("/s", StringComparison.Ordinal) => (text[..^2], 1),
            _ => (text, 1),
        };
        var read = Decimal(number, out perSecond);
        perSecond /= seconds;
        return read && perSecond is > 0 and <= 1_000_000;
    }

    private static bool ReadBurst(string text, [MaybeNullWhen(false)] out RateBurst burst)
    {
        burst = null;
        var parts = text.Split('/');
        if (parts.Length is < 2 or > 3 || !parts[0].EndsWith('x') || !Decimal(parts[0][..^1], out var factor) || factor is < 1 or > 1000) return false;
        if (!Fixtures.Scenarios.Duration.TryParse(parts[1], out var every)) return false;
        var lasts = every / 10;
        if (parts.Length == 3 && !Fixtures.Scenarios.Duration.TryParse(parts[2], out lasts)) return false;
        burst = new RateBurst(factor, every, lasts);
        return lasts > TimeSpan.Zero && lasts < every;
    }

    private static bool ReadCoalesce(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        return text == "0" || (Fixtures.Scenarios.Duration.TryParse(text, out span) && span >= TimeSpan.Zero && span <= TimeSpan.FromSeconds(10));
    }
}
