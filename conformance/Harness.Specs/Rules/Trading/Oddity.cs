namespace Harness.Specs.Rules.Trading;

/// <summary>What is unusual about a server's message.</summary>
internal enum Oddity
{
    None,

    /// <summary>A field that the document does not show.</summary>
    UnknownField,

    /// <summary>An event, type or channel that the document does not list.</summary>
    UnknownKind,

    /// <summary>No JSON, or JSON without what makes it a message.</summary>
    Malformed,
}
