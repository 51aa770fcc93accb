namespace Harness.Mocks.Protocols.Odin.Messages;

/// <summary>A request could not be served (Error Handling).</summary>
internal sealed class ErrorReply(string message) : OdinReply("error", "error")
{
    public override string Message { get; } = message;

    public override bool HasData => false;
}
