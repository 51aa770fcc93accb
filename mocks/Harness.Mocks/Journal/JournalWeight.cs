using System.Runtime.InteropServices;
using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Journal;

/// <summary>About how many bytes of memory an entry of the journal holds. Guarded by the journal's lock.</summary>
internal sealed class JournalWeight
{
    /// <summary>What an entry costs besides its payload and detail.</summary>
    public const int Overhead = 64;

    public const int NearMiss = 400;

    private byte[]? _last;

    /// <summary>An entry with that payload; bytes that the entry before holds too count there.</summary>
    public int Of(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty) return Overhead;
        var array = MemoryMarshal.TryGetArray(payload, out var segment) ? segment.Array : null;
        if (array is not null && array == _last) return Overhead;
        _last = array;
        return Overhead + payload.Length;
    }

    /// <summary>What stands beside a payload: the parts of an HTTP exchange, the reason of an end.</summary>
    public static int Of(object? detail) => detail switch
    {
        HttpExchange http => 200
            + http.Query.Concat(http.Headers).Sum(pair => 80 + (2 * (pair.Key.Length + pair.Value.Length)))
            + (2 * ((http.Path?.Length ?? 0) + (http.Body?.Length ?? 0))),
        CloseDetail close => 80 + (2 * (close.Reason?.Length ?? 0)),
        _ => 0,
    };
}
