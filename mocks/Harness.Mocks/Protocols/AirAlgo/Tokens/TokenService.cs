using System.Buffers.Text;
using System.Text.Json.Nodes;
using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.AirAlgo.Tokens;

/// <summary>The access token endpoint, and the judge of the tokens that joins bring.</summary>
internal sealed class TokenService(World world, IReadOnlyList<AirAlgoAccount> accounts, TimeSpan lifetime)
{
    public const string Path = "/api/token";

    /// <summary>The oldest tokens beyond this many are forgotten, and so refused.</summary>
    private const int MostRemembered = 10_000;

    private const int TokenBytes = 32;
    private readonly Random _chance = world.Seeds.Stream("airalgo.tokens");
    private readonly Dictionary<string, AccessToken> _tokens = [];
    private readonly Queue<string> _issued = [];

    /// <summary>The body of a refusal.</summary>
    public static string Refusal(string reason) => new JsonObject { ["status"] = "error", ["reason"] = reason }.ToText();

    public AirAlgoAccount? FindAccount(string apiKey) => accounts.FirstOrDefault(account => account.ApiKey == apiKey);

    public HttpReply Issue(HttpCall call)
    {
        var key = call.Request.QueryValues("api_key").LastOrDefault();
        if (key is null || FindAccount(key) is not { } account)
        {
            var cause = key is null ? "the query parameter api_key is missing" : "no account has this api_key";
            return new HttpReply(401, Refusal(ReplyMessage.InvalidKey)) { Cause = cause };
        }

        var answer = new JsonObject { ["status"] = "ok", ["access_token"] = Issue(account) };
        return new HttpReply(200, answer.ToText(), account.Role);
    }

    /// <summary>The token behind that text, if it was issued to that account and is still good.</summary>
    public AccessToken? Find(string? text, AirAlgoAccount account) =>
        text is not null && _tokens.TryGetValue(text, out var token) && token.Account == account && IsGood(token) ? token : null;

    public bool IsGood(AccessToken token) => token.IsGood(world.PeerClock.GetUtcNow());

    private string Issue(AirAlgoAccount account)
    {
        Span<byte> secret = stackalloc byte[TokenBytes];
        _chance.NextBytes(secret);
        var text = Base64Url.EncodeToString(secret);
        var now = world.PeerClock.GetUtcNow();
        _tokens[text] = new AccessToken(account, account.GetsExpiredTokens ? now - TimeSpan.FromDays(1) : now + lifetime);
        _issued.Enqueue(text);
        if (_issued.Count > MostRemembered) _tokens.Remove(_issued.Dequeue());
        return text;
    }
}
