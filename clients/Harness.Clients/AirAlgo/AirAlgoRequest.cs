using Harness.Clients.AirAlgo.Json;

namespace Harness.Clients.AirAlgo;

/// <summary>Something that the server answers. An error reply names the request's reference; other answers are events of their own.</summary>
internal abstract class AirAlgoRequest
{
    public abstract string Name { get; }

    public abstract ReadOnlyMemory<byte> Write(string topic, string reference);

    public bool Accept(Frame frame, string reference) =>
        frame.Event == "phx_reply" ? frame.Reference == reference && (this is Join || frame.Error() is not null) : IsAnswer(frame);

    /// <summary>Takes an event that is no reply; false for one that has nothing to do with this request.</summary>
    protected abstract bool IsAnswer(Frame frame);
}

internal sealed class Join(string accessToken) : AirAlgoRequest
{
    public override string Name => "phx_join";

    public override ReadOnlyMemory<byte> Write(string topic, string reference) => AirAlgoFrames.Join(topic, accessToken, reference);

    protected override bool IsAnswer(Frame frame) => false;
}

/// <summary>Answered by the last prices of whatever the server knows of the list.</summary>
internal sealed class Subscribe(IReadOnlyList<string> tokens, TokenBook book) : AirAlgoRequest
{
    public override string Name => "subscribe";

    public override ReadOnlyMemory<byte> Write(string topic, string reference) => AirAlgoFrames.List(topic, Name, tokens, reference);

    protected override bool IsAnswer(Frame frame)
    {
        if (frame.Event != "ltp" || frame.Payload.EnumerateObject().Any(price => !tokens.Contains(price.Name)))
            return false;
        book.Add(tokens);
        return true;
    }
}

internal sealed class Unsubscribe(IReadOnlyList<string> tokens, TokenBook book) : AirAlgoRequest
{
    public override string Name => "unsubscribe";

    public override ReadOnlyMemory<byte> Write(string topic, string reference) => AirAlgoFrames.List(topic, Name, tokens, reference);

    protected override bool IsAnswer(Frame frame)
    {
        if (frame.Event != "unsubscribe")
            return false;
        book.Remove(tokens);
        return true;
    }
}
