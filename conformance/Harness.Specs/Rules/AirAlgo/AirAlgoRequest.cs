using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>A message of the client, and what the connection was like when it came.</summary>
internal sealed class AirAlgoRequest
{
    public required Frame Frame { get; init; }

    public required RequestKind Kind { get; init; }

    /// <summary>Null where it has none.</summary>
    public string? Topic { get; init; }

    public string? Event { get; init; }

    public string? Ref { get; init; }

    public string? JoinRef { get; init; }

    /// <summary>Of subscribe and unsubscribe: the tokens, each once; null where the list is none of strings, or empty.</summary>
    public IReadOnlyList<string>? Tokens { get; init; }

    /// <summary>Of phx_join; null where there is none.</summary>
    public string? AccessToken { get; init; }

    public OrderFacts? Order { get; init; }

    /// <summary>Its topic was joined when it came.</summary>
    public bool IsJoined { get; init; }

    /// <summary>A join of its topic was on its way, or was answered so that nobody can tell what became of it.</summary>
    public bool IsJoinUnderWay { get; init; }

    /// <summary>Another topic of the connection was joined.</summary>
    public bool IsOtherJoined { get; init; }

    /// <summary>Tokens of this subscribe that were not subscribed before.</summary>
    public IReadOnlyList<string> New { get; init; } = [];

    /// <summary>Counts the requests of a session.</summary>
    public long Sequence { get; init; }

    /// <summary>Only a message of the same event answers it, unless the server refuses it.</summary>
    public bool HasAnswerOfItsOwn => IsJoined && Kind switch
    {
        RequestKind.Subscribe or RequestKind.Unsubscribe => Tokens is not null,
        RequestKind.Order => Order is { IsReadable: true },
        _ => false,
    };
}
