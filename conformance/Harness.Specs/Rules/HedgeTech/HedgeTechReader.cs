using System.Runtime.InteropServices;
using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Subscribing is the handshake's query; every message of the stream serves one subscription.</summary>
internal sealed class HedgeTechReader(HedgeTechSession session, Func<bool> hasUnknownField) : TradingReader
{
    protected override void Read(FrameView frame)
    {
        if (session.Of(frame.Connection) is not { Endpoint: { } endpoint } request) return;
        if (frame is { Kind: FrameKind.Open, From: Party.Client })
        {
            foreach (var symbol in request.Symbols.Distinct())
            {
                if (session.ChannelsToAsk.Count == 0) Ask($"{endpoint.Name} {symbol}");
                foreach (var channel in request.Channels.Distinct()) Ask(Word(endpoint.Name, symbol, channel));
            }
        }
        else if (frame.IsText(Party.Server))
        {
            ReadMessage(frame, request, endpoint.Name);
        }
        else if (frame is { Kind: FrameKind.Binary, From: Party.Server })
        {
            Oddity = Oddity.UnknownKind;
        }
    }

    private void ReadMessage(FrameView frame, HandshakeRequest request, string endpoint)
    {
        if (session.Message is not { } message || !frame.TryGetObject(out _))
        {
            Oddity = Oddity.Malformed;
            return;
        }

        if (message.ChannelName.ValueKind == JsonValueKind.Undefined) Oddity = Oddity.Malformed;
        else if (message.Channel < 0) Oddity = Oddity.UnknownKind;
        else if (hasUnknownField()) Oddity = Oddity.UnknownField;
        if (message is { Symbol: >= 0, Channel: >= 0 }) Flow(FlowWord(request, endpoint, message));
    }

    /// <summary>A stream repeats few words many times: each is made once a connection.</summary>
    private string FlowWord(HandshakeRequest request, string endpoint, StreamMessage message)
    {
        ref var word = ref CollectionsMarshal.GetValueRefOrAddDefault(request.Words, (message.Symbol, message.Channel), out _);
        var symbol = request.Symbols[message.Symbol];
        return word ??= session.ChannelsToAsk.Count == 0 ? $"{endpoint} {symbol}" : Word(endpoint, symbol, session.Protocol.Channels[message.Channel]);
    }

    private static string Word(string endpoint, string symbol, string channel) => $"{endpoint} {symbol} {channel}";
}
