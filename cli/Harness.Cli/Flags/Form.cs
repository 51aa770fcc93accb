using System.Diagnostics.CodeAnalysis;

namespace Harness.Cli.Flags;

/// <summary>Reads the text of a flag; false where it has not the form that was asked for.</summary>
internal delegate bool TryRead<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>The form that a flag's text must have.</summary>
/// <param name="Expected">The form in words, as it follows "expected": <c>a port from 0 to 65535</c>.</param>
internal sealed record Form<T>(string Expected, TryRead<T> TryRead)
{
    /// <summary>The words it takes, where there are only so many.</summary>
    public IReadOnlyCollection<string> Words { get; init; } = [];
}
