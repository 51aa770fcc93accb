using System.Globalization;
using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Protocols.AirAlgo.Prices;
using Harness.Mocks.Protocols.AirAlgo.Tokens;
using Harness.Mocks.Protocols.AirAlgo.Trading;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.AirAlgo;

/// <summary>One connection: heartbeats, joins, and for each topic that is joined a channel that takes the rest.</summary>
/// <param name="patience">How long nothing need be heard from the client; null for ever.</param>
internal sealed class PhoenixSocket(World world, MockConnection connection, TokenService tokens, PriceTopics prices, OrderRoom orders, TimeSpan? patience) : ISocketBehaviour
{
    private const string PhoenixTopic = "phoenix";
    private readonly PhoenixWriter _writer = new();
    private readonly OrderedDictionary<string, ApiChannel> _channels = [];
    private ITimer? _silence;

    public IReadOnlyCollection<string> Symbols => _channels.Count switch
    {
        0 => [],
        1 => _channels.GetAt(0).Value.Tokens,
        _ => _channels.Values.SelectMany(channel => channel.Tokens).ToHashSet(),
    };

    public void Opened()
    {
        if (patience is { } longest) _silence = connection.Schedule(longest, () => GiveUp(longest));
    }

    public void TextReceived(ReadOnlySpan<byte> utf8)
    {
        Heard();
        if (PhoenixRequest.TryRead(utf8, out var request, out var problem)) Handle(request);
        else Refuse(request, problem);
    }

    public void BinaryReceived(ReadOnlySpan<byte> payload)
    {
        Heard();
        Refuse(new PhoenixRequest(ReplyMessage.NoTopic, "", default, null, null), "a binary message: expected text");
    }

    public void Closed()
    {
        foreach (var channel in _channels.Values) channel.Leave();
        _channels.Clear();
    }

    public void LoseCredential(CredentialLoss loss)
    {
        foreach (var channel in _channels.Values) channel.Token.Lose();
    }

    private void Handle(PhoenixRequest request)
    {
        if (request is { Topic: PhoenixTopic, Event: "heartbeat" }) connection.Send(ReplyMessage.Ok(_writer, request));
        else if (request.Event == "phx_join") Join(request);
        else if (!_channels.TryGetValue(request.Topic, out var channel)) Fail(request, ReplyMessage.UnmatchedTopic, "the topic is not joined");
        else if (request.Event == "phx_leave") Leave(request, channel);
        else if (!tokens.IsGood(channel.Token)) Fail(request, ReplyMessage.InvalidToken, "the access token has expired");
        else channel.Handle(request);
    }

    private void Join(PhoenixRequest request)
    {
        if (!request.Topic.StartsWith(AirAlgoAccount.TopicPrefix, StringComparison.Ordinal))
        {
            Fail(request, ReplyMessage.UnmatchedTopic, $"expected a topic that is {AirAlgoAccount.TopicPrefix} and the API key");
            return;
        }

        if (_channels.Remove(request.Topic, out var former))
        {
            former.Leave();
            connection.Send(CloseMessage.Of(_writer, former.Join));
        }

        if (tokens.FindAccount(request.Topic[AirAlgoAccount.TopicPrefix.Length..]) is not { } account)
        {
            Fail(request, ReplyMessage.InvalidKey, "no account has the API key of its topic");
            return;
        }

        request.Payload.TryText("access_token", out var text);
        if (tokens.Find(text, account) is not { } token)
        {
            Fail(request, ReplyMessage.InvalidToken, text is null ? "payload.access_token: expected a string" : "the access token is unknown, another key's, or expired");
            return;
        }

        connection.Identify(account.Role, null);
        var channel = new ApiChannel(connection, _writer, request, account, token, new PriceSubscriptions(connection, prices, account), orders);
        _channels.Add(request.Topic, channel);
        channel.Enter();
        connection.Send(ReplyMessage.Ok(_writer, request));
    }

    private void Leave(PhoenixRequest request, ApiChannel channel)
    {
        _channels.Remove(request.Topic);
        channel.Leave();
        connection.Send(ReplyMessage.Ok(_writer, request));
    }

    private void Fail(PhoenixRequest request, string reason, string cause)
    {
        connection.Notice($"{Quoted.Short(request.Event)} refused with '{reason}': {cause}");
        connection.Send(ReplyMessage.Error(_writer, request, reason));
    }

    /// <summary>Something that is no message: an error reply, or the end of the connection as Phoenix has it.</summary>
    private void Refuse(PhoenixRequest request, string problem)
    {
        connection.Notice($"{ReplyMessage.InvalidMessage}: {problem}");
        if (world.Stances["airalgo.malformed"] == "drop") connection.Close(1011);
        else connection.Send(ReplyMessage.Error(_writer, request, ReplyMessage.InvalidMessage));
    }

    private void Heard() => _silence?.Change(patience!.Value, Timeout.InfiniteTimeSpan);

    private void GiveUp(TimeSpan longest)
    {
        connection.Notice(string.Create(CultureInfo.InvariantCulture, $"nothing was heard for {longest.TotalSeconds:0.###} s; send heartbeats on the topic phoenix"));
        connection.Close(1000);
    }
}
