using System.Text.Json;
using Harness.Fixtures.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Subscribing and unsubscribing: each request is acknowledged, with what it asked for. An error is an answer too.</summary>
internal sealed class AcknowledgeFold(VirtuosoSession session) : Fold
{
    private const string Subscribed = "virtuoso.subscribe.005";
    private const string SubscribedChannels = "virtuoso.subscribe.006";
    private const string SubscribedParams = "virtuoso.subscribe.007";
    private const string Order = "virtuoso.subscribe.011";
    private const string NoParams = "virtuoso.subscribe.014";
    private const string Unsubscribed = "virtuoso.unsubscribe.002";
    private const string UnsubscribedChannels = "virtuoso.unsubscribe.003";
    private const string UnsubscribedParams = "virtuoso.unsubscribe.004";
    private const string NotSubscribed = "virtuoso.unsubscribe.008";
    private const string WithoutParams = "virtuoso.system-events.001";

    private static readonly long Patience = Seconds.Of(10);

    private readonly Waits<VirtuosoRequest> _waits = new();

    public static IReadOnlyList<string> Clauses { get; } =
    [
        Subscribed, SubscribedChannels, SubscribedParams, Order, NoParams, Unsubscribed, UnsubscribedChannels, UnsubscribedParams, NotSubscribed, WithoutParams,
    ];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Request is { Fault: RequestFault.None, Kind: RequestKind.Subscribe or RequestKind.Unsubscribe, IsAuthenticated: true } request:
                findings.Applied();
                _waits.Start(request, frame.T + Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { Answers: { } answered } message && _waits.Stop(answered):
                if (message.Event == "error") JudgeError(frame, answered, message, findings);
                else JudgeAcknowledgement(frame, answered, message.Root, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                if (_waits.StopAll(frame.Connection).Count > 0 && frame.Kind == FrameKind.Gap) findings.Lost(Subscribed, frame);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings))
        {
            var isSubscribe = request.Kind == RequestKind.Subscribe;
            findings.Report(
                isSubscribe ? Subscribed : Unsubscribed, request.Frame, $"The server does not answer {(isSubscribe ? "a subscribe" : "an unsubscribe")} message",
                $"the event {(isSubscribe ? "subscribed" : "unsubscribed")}, or an error", $"nothing in {Seconds.Show(Patience)}");
        }
    }

    private static void JudgeError(FrameView frame, VirtuosoRequest request, ServerMessage message, FindingSink findings)
    {
        if (message.Code is 401 or 403 or 429 or >= 500) return;
        var actual = $"error {(message.Code is { } code ? Numbers.Show(code) : "without a code")}: {(message.Text.Length <= 60 ? message.Text : message.Text[..60] + "…")}";
        if (request.Kind == RequestKind.Unsubscribe)
        {
            var clause = request.WasSubscribed ? Unsubscribed : NotSubscribed;
            findings.Report(clause, frame, request.WasSubscribed ? "The server does not unsubscribe what is subscribed" : "The server minds that something was not subscribed", "the event unsubscribed", actual);
        }
        else if (!request.HasParams && request.Keys.All(key => key.Channel == VirtuosoWords.SystemEvents))
        {
            findings.Report(WithoutParams, frame, "The server does not let system_events be subscribed without params", "the event subscribed", actual);
        }
    }

    private static void JudgeAcknowledgement(FrameView frame, VirtuosoRequest request, JsonElement ack, FindingSink findings)
    {
        var isSubscribe = request.Kind == RequestKind.Subscribe;
        JudgeList(isSubscribe ? SubscribedChannels : UnsubscribedChannels, frame, "channels", request.Channels, RequestReader.Strings(ack, "channels"u8), findings);
        using var asked = JsonDocument.Parse(request.Frame.Payload);
        ack.TryGetProperty("params"u8, out var actual);
        if (!asked.RootElement.TryGetProperty("params"u8, out var expected) || expected.ValueKind != JsonValueKind.Object)
        {
            if (actual.ValueKind != JsonValueKind.Undefined && (actual.ValueKind != JsonValueKind.Object || actual.EnumerateObject().Any()))
            {
                findings.Report(NoParams, frame, "The acknowledgement of a request without params has some", "params {} or none", JsonKinds.Show(actual));
            }

            return;
        }

        var clause = isSubscribe ? SubscribedParams : UnsubscribedParams;
        foreach (var parameter in expected.EnumerateObject())
        {
            if (parameter.NameEquals("symbols"u8)) JudgeList(clause, frame, "symbols", RequestReader.Strings(expected, "symbols"u8)!, RequestReader.Strings(actual, "symbols"u8), findings);
            else if (actual.ValueKind != JsonValueKind.Object || !actual.TryGetProperty(parameter.Name, out var echoed) || !JsonSame.Value(parameter.Value, echoed))
            {
                findings.Report(
                    clause, frame, $"The acknowledgement does not repeat {parameter.Name}", $"{parameter.Name} {JsonKinds.Show(parameter.Value)}",
                    actual.ValueKind == JsonValueKind.Object && actual.TryGetProperty(parameter.Name, out var other) ? JsonKinds.Show(other) : $"no {parameter.Name}");
            }
        }
    }

    /// <summary>The same values, in the same order if it is done as we do it.</summary>
    private static void JudgeList(string clause, FrameView frame, string name, IReadOnlyList<string> expected, List<string>? actual, FindingSink findings)
    {
        if (actual is null || !expected.ToHashSet().SetEquals(actual))
        {
            findings.Report(clause, frame, $"The acknowledgement has other {name} than the request", Show(expected), actual is null ? $"no list {name}" : Show(actual));
        }
        else if (!expected.SequenceEqual(actual))
        {
            findings.Report(Order, frame, $"The acknowledgement has the {name} in another order or number", Show(expected), Show(actual));
        }
    }

    private static string Show(IReadOnlyList<string> values) => values.Count == 0 ? "an empty list" : string.Join(", ", values.Take(10)) + (values.Count > 10 ? ", …" : "");
}
