using System.Text;
using BenchmarkDotNet.Attributes;
using Harness.Wire.Frames;

namespace Harness.Benchmarks.Frames;

/// <summary>Validates a text's UTF-8 as it comes, beside decoding it into a string, which validates too.</summary>
[MemoryDiagnoser]
public class Utf8Benchmark
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _text = null!;

    [Params("ascii", "persian")]
    public string Script { get; set; } = "ascii";

    [GlobalSetup]
    public void Prepare() => _text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Script == "ascii" ? "name: SBIN, " : "نام: فولاد، ", 30)));

    [Benchmark(Baseline = true)]
    public string Decode() => Strict.GetString(_text);

    [Benchmark]
    public bool Validate()
    {
        var check = default(Utf8Check);
        return check.Append(_text) && check.IsComplete;
    }

    /// <summary>In pieces that cut characters apart, as a socket may.</summary>
    [Benchmark]
    public bool ValidateInPieces()
    {
        var check = default(Utf8Check);
        for (var at = 0; at < _text.Length; at += 37)
        {
            if (!check.Append(_text.AsSpan(at, Math.Min(37, _text.Length - at)))) return false;
        }

        return check.IsComplete;
    }
}
