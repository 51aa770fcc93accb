namespace Harness.Mocks.Scripting.Templates;

/// <summary>A template that cannot be compiled or filled in; the message says why, in words for its author.</summary>
internal sealed class TemplateException : Exception
{
    public TemplateException(string message) : base(message)
    {
    }

    public TemplateException(string message, Exception cause) : base(message, cause)
    {
    }
}
