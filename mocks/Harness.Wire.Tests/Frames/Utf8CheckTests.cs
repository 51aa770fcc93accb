using System.Text;
using Harness.Wire.Frames;

namespace Harness.Wire.Tests.Frames;

public sealed class Utf8CheckTests
{
    /// <summary>Well-formed and ill-formed sequences, with the boundaries of table 3-7 of the Unicode standard.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("00", true)]
    [InlineData("7F", true)]
    [InlineData("80", false)]
    [InlineData("BF", false)]
    [InlineData("C080", false)]
    [InlineData("C1BF", false)]
    [InlineData("C280", true)]
    [InlineData("DFBF", true)]
    [InlineData("C241", false)]
    [InlineData("E09FBF", false)]
    [InlineData("E0A080", true)]
    [InlineData("ED9FBF", true)]
    [InlineData("EDA080", false)]
    [InlineData("EDBFBF", false)]
    [InlineData("EE8080", true)]
    [InlineData("EFBFBF", true)]
    [InlineData("F08FBFBF", false)]
    [InlineData("F0908080", true)]
    [InlineData("F48FBFBF", true)]
    [InlineData("F4908080", false)]
    [InlineData("F5808080", false)]
    [InlineData("FF", false)]
    [InlineData("E282", false)]
    [InlineData("F09F98", false)]
    [InlineData("61E282AC62F09F988063", true)]
    public void Text_is_judged_the_same_wherever_it_is_cut(string hex, bool valid)
    {
        var bytes = Convert.FromHexString(hex);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                IsValid(bytes[..first], bytes[first..second], bytes[second..]).ShouldBe(valid, $"{hex} cut at {first} and {second}");
            }
        }
    }

    [Fact]
    public void Random_text_is_judged_like_the_runtime_does()
    {
        var random = new Random(7);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        byte[] alphabet = [0x41, 0x80, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xF5];
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = random.GetItems(alphabet, random.Next(1, 9));
            var cut = random.Next(bytes.Length + 1);
            var expected = true;
            try
            {
                strict.GetCharCount(bytes);
            }
            catch (DecoderFallbackException)
            {
                expected = false;
            }

            IsValid(bytes[..cut], bytes[cut..]).ShouldBe(expected, Convert.ToHexString(bytes) + " cut at " + cut);
        }
    }

    [Theory]
    [InlineData("EDA0", 2)]
    [InlineData("F490", 2)]
    [InlineData("E24180", 2)]
    [InlineData("C0", 1)]
    public void Invalid_text_fails_at_its_first_impossible_byte(string hex, int at)
    {
        var check = new Utf8Check();
        var bytes = Convert.FromHexString(hex);
        for (var i = 0; i < at - 1; i++) check.Append(bytes.AsSpan(i, 1)).ShouldBeTrue();
        check.Append(bytes.AsSpan(at - 1, 1)).ShouldBeFalse();
    }

    private static bool IsValid(params byte[][] pieces)
    {
        var check = new Utf8Check();
        foreach (var piece in pieces)
        {
            if (!check.Append(piece)) return false;
        }

        return check.IsComplete;
    }
}
