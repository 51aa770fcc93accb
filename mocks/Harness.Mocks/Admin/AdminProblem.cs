using System.Text.Json;

namespace Harness.Mocks.Admin;

/// <summary>The one thing about a call that has to be put right first.</summary>
/// <param name="Expected">In words.</param>
/// <param name="Actual">What came, shortened; null where something is missing.</param>
internal sealed record AdminProblem(string Expected, string? Actual)
{
    private const int LongestShown = 100;

    private string? Shown => Actual is { Length: > LongestShown } ? $"{Actual[..LongestShown]}…" : Actual;

    /// <summary>JSON Pointer into the body; null where the problem is not about it.</summary>
    public string? Pointer { get; init; }

    /// <summary>The parameter of the query, where it is about one.</summary>
    public string? Parameter { get; init; }

    /// <summary>About a member of the body.</summary>
    public static AdminProblem At(string pointer, string expected, string? actual) => new(expected, actual) { Pointer = pointer };

    /// <summary>About a member of the body.</summary>
    public static AdminProblem At(string pointer, string expected, JsonElement? actual) => At(pointer, expected, actual?.GetRawText());

    /// <summary>About a parameter of the query.</summary>
    public static AdminProblem In(string parameter, string expected, string actual) => new(expected, actual) { Parameter = parameter };

    public override string ToString()
    {
        var subject = Parameter is not null ? $"?{Parameter}=" : Pointer is { Length: > 0 } ? Pointer : "the body";
        return $"{subject} {(Actual is null ? "is missing" : $"is {Shown}")}: expected {Expected}";
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("error", ToString());
        if (Pointer is not null) json.WriteString("pointer", Pointer);
        if (Parameter is not null) json.WriteString("parameter", Parameter);
        json.WriteString("expected", Expected);
        json.WriteString("actual", Shown ?? "nothing");
    }
}
