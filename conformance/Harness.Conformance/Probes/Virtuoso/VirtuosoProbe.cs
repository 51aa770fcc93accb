using System.Globalization;
using System.Text.Json;
using Harness.Conformance.Reports;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Probes.Virtuoso;

/// <summary>
/// The Virtuoso document: a bare handshake, then a login by message. What is signed the document does not say, so that the forms which are known are
/// tried once, the one of the project's REST side first, and the one that the server takes is kept.
/// </summary>
/// <param name="form">How a login is signed; null where the server takes no form that is known.</param>
internal sealed class VirtuosoProbe(SignatureForm? form) : IProtocolProbe
{
    private const string Signed = "virtuoso.auth.016";
    private const string FirstLogin = "virtuoso.auth.001";

    private static readonly string Tried = string.Join("; ", SignatureForm.All.Select(known => known.Text.Replace("\n", "\\n", StringComparison.Ordinal)).Distinct());

    private static readonly CaseStep[] Login =
    [
        new ExchangeStep(Party.Client, new CaseEvent(CaseEventKind.Open, null, null), null),
        new ExchangeStep(
            Party.Client,
            new CaseEvent(CaseEventKind.Message, """{"action":"authenticate","api_key":"{api_key}","timestamp":"{timestamp}","signature":"{signature}"}"""u8.ToArray(), null),
            null),
        new AnyStep([.. new[] { CaseEventKind.Text, CaseEventKind.Close, CaseEventKind.Reset }.Select(kind => new ExchangeStep(Party.Server, new CaseEvent(kind, null, null), null))], null),
    ];

    private string? _obstacle;

    public VirtuosoProbe()
        : this(SignatureForm.Rest)
    {
    }

    public string Protocol => "virtuoso";

    public string? Obstacle => form is null ? _obstacle : null;

    public Task<ProbeRequest> OpenAsync(ProbeTask task, CancellationToken cancellationToken) =>
        Task.FromResult(new ProbeRequest(task.Endpoint.Path, task.Query(), []));

    /// <summary>Tries one form after the other for as long as each is answered with an error: anything else is for the cases to judge.</summary>
    public async Task<IProtocolProbe> ScoutAsync(Scout scout, CancellationToken cancellationToken)
    {
        foreach (var known in scout.Stances["virtuoso.signature"] == "strict" ? [SignatureForm.Rest] : SignatureForm.All)
        {
            var probe = new VirtuosoProbe(known);
            var answer = AnswerIn(await scout.Play(probe, Login, cancellationToken));
            if (answer == "authenticated") return probe;
            if (known == SignatureForm.Rest && answer != "error") return this;
            if (!scout.MayFail) break;
        }

        return new VirtuosoProbe(form: null)
        {
            _obstacle = scout.MayFail
                ? $"the server refuses the key under every form of signature that is known ({Tried}; in hex and in base64): --api-key and --api-secret name another key"
                : "the server refuses the key, or signs in another way than the REST side: --api-key and --api-secret name another key, --i-own-this-target lets other forms be tried",
        };
    }

    public CaseFinding? Discovery(TestCase one) => one.Id != FirstLogin || form is null || form == SignatureForm.Rest ? null : new()
    {
        Rule = one.Id,
        Clause = ProtocolCatalog.Embedded.FindClause(Signed),
        Party = Party.Server,
        Level = ClauseLevel.Silent,
        Verdict = Verdict.Info,
        Message = "The server takes another signature than the REST form",
        Expected = SignatureForm.Rest.ToString(),
        Actual = form.ToString(),
    };

    /// <summary>Signs anew before every step: a signature is good for half a minute.</summary>
    public void Prepare(ProbeTask task)
    {
        var timestamp = task.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        task.Bindings.Set("timestamp", JsonElement.Parse(timestamp));
        if (form is not null) task.Bindings.Set("signature", form.Sign(task.Known("api_key") ?? "", task.Known("api_secret") ?? "", timestamp));
    }

    /// <summary>The event that the login was answered with; null for none.</summary>
    private static string? AnswerIn(Transcript session)
    {
        foreach (var frame in session.Frames)
        {
            if (frame.Kind != FrameKind.Text || frame.From != Party.Server) continue;
            try
            {
                using var message = JsonDocument.Parse(frame.Payload);
                return message.RootElement.ValueKind == JsonValueKind.Object && message.RootElement.TryGetProperty("event", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return null;
    }
}
