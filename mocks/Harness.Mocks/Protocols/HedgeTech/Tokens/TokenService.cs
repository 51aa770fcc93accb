using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech.Tokens;

/// <summary>
/// The token endpoint that both data engines share (§2 of either document), and the judge of what comes back in an Authorization header.
/// Rejections are worded for the developer of a client: they name the cause.
/// </summary>
internal sealed class TokenService(World world, IReadOnlyList<Account> accounts, TimeSpan lifetime)
{
    public const string Path = "/auth/user/token/issue";

    private const string BearerScheme = "Bearer ";
    private readonly JsonWebToken _tokens = new(world.Seeds.Key("hedgetech.jwt"));
    private readonly Dictionary<string, CredentialLoss> _lost = [];
    private int _issued;

    public HttpReply Issue(HttpCall call)
    {
        if (!TokenForm.TryRead(call.ContentType, call.Body.Span, out var form, out var problem)) return Invalid("body", problem);
        if (form.Username is null) return Invalid("username", "Field required");
        if (form.Password is null) return Invalid("password", "Field required");
        var account = accounts.FirstOrDefault(one => one.Username == form.Username && one.Password == form.Password);
        if (account is null) return Refused(HttpStatusCode.Unauthorized, "Incorrect username or password");
        if (account.Is("unapproved")) return Refused(HttpStatusCode.Forbidden, "This account has not been approved by an administrator");

        var status = world.Stances["ht.token-status"] == "201" ? HttpStatusCode.Created : HttpStatusCode.OK;
        var token = IssueFor(account, call.Request);
        return new HttpReply((int)status, new JsonObject { ["Authorization"] = token }.ToText(), account.Username);
    }

    /// <summary>Judges the Authorization header of a handshake.</summary>
    public TokenVerdict Check(PeerRequest request)
    {
        var header = request.Header("Authorization");
        if (string.IsNullOrEmpty(header)) return TokenVerdict.Rejected("missing token: send it raw in the Authorization header");
        if (header.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase))
        {
            if (world.Stances["ht.bearer"] != "accept") return TokenVerdict.Rejected("invalid token: send it raw, without the Bearer prefix");
            header = header[BearerScheme.Length..];
        }

        if (_tokens.Read(header) is not { } claims) return TokenVerdict.Rejected("invalid token");
        if (_lost.TryGetValue(claims.Id, out var loss)) return TokenVerdict.Rejected(Word(loss));
        if (claims.Expires <= Seconds()) return TokenVerdict.Rejected("expired token");
        if (world.Stances["ht.ip-binding"] != "off" && claims.Address != Spell(request.RemoteAddress))
        {
            return TokenVerdict.Rejected("invalid token: issued to another address");
        }

        if (world.Stances["ht.fingerprint"] == "user-agent" && claims.Agent != request.Header("User-Agent"))
        {
            return TokenVerdict.Rejected("invalid token: issued to another User-Agent");
        }

        var account = accounts.FirstOrDefault(one => one.Username == claims.Subject);
        return account is null ? TokenVerdict.Rejected("invalid token: unknown account") : TokenVerdict.Accepted(claims, account);
    }

    /// <summary>How long until that token expires; negative when it has.</summary>
    public TimeSpan Remaining(TokenClaims claims) => DateTimeOffset.FromUnixTimeSeconds(claims.Expires) - world.PeerClock.GetUtcNow();

    /// <summary>Makes a token worthless before its time.</summary>
    public void Lose(TokenClaims claims, CredentialLoss loss) => _lost[claims.Id] = loss;

    public static string Word(CredentialLoss loss) => loss == CredentialLoss.Expired ? "expired token" : "revoked token";

    private string IssueFor(Account account, PeerRequest request)
    {
        // An account whose token has expired was given it so long ago that no clock's error matters.
        var age = account.Is("expired-token") ? lifetime + TimeSpan.FromDays(1) : TimeSpan.Zero;
        var issued = world.PeerClock.GetUtcNow() - age;
        return _tokens.Issue(new TokenClaims(
            account.Username!,
            issued.ToUnixTimeSeconds(),
            (issued + lifetime).ToUnixTimeSeconds(),
            string.Create(CultureInfo.InvariantCulture, $"{world.Seeds.Seed:x16}-{++_issued}"),
            Spell(request.RemoteAddress),
            request.Header("User-Agent")));
    }

    private long Seconds() => world.PeerClock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>One spelling per peer: <c>::1</c>, <c>127/8</c>, their IPv4-mapped forms and a transport without addresses are all "loopback".</summary>
    private static string Spell(IPAddress? address)
    {
        if (address is null || IPAddress.IsLoopback(address)) return "loopback";
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    private static HttpReply Refused(HttpStatusCode status, string detail) =>
        new((int)status, new JsonObject { ["detail"] = detail }.ToText()) { Cause = detail };

    private static HttpReply Invalid(string field, string message)
    {
        var location = field == "body" ? new JsonArray("body") : new JsonArray("body", field);
        var detail = new JsonArray(new JsonObject { ["type"] = "missing", ["loc"] = location, ["msg"] = message });
        return new HttpReply((int)HttpStatusCode.UnprocessableEntity, new JsonObject { ["detail"] = detail }.ToText()) { Cause = $"{field}: {message}" };
    }
}
