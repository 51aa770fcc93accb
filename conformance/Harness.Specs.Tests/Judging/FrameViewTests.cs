using System.Text;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules;

namespace Harness.Specs.Tests.Judging;

public sealed class FrameViewTests
{
    [Theory]
    [InlineData("""{"a":1,"a":2}""", null)]
    [InlineData("""{"a":"\ud83d\ude00"}""", null)]
    [InlineData("[", "text that is no JSON (byte 1 of line 1 breaks it)")]
    [InlineData("", "text that is no JSON (byte 0 of line 1 breaks it)")]
    [InlineData("""{"a":"\ud83d"}""", "JSON with an escaped surrogate that has no partner")]
    [InlineData("""{"\ude00":1}""", "JSON with an escaped surrogate that has no partner")]
    public void Text_is_JSON_or_says_why_not(string text, string? notJson)
    {
        var view = Show(Encoding.UTF8.GetBytes(text));

        view.TryGetJson(out _).ShouldBe(notJson is null);
        view.NotJson.ShouldBe(notJson);
    }

    [Fact]
    public void Text_that_is_no_UTF8_is_no_JSON()
    {
        var view = Show([(byte)'"', 0xFF, (byte)'"']);

        view.TryGetJson(out _).ShouldBeFalse();
        view.NotJson.ShouldBe("text that is not valid UTF-8");
    }

    [Fact]
    public void Nesting_without_end_is_no_JSON() => Show(Encoding.UTF8.GetBytes(new string('[', 100_000))).TryGetJson(out _).ShouldBeFalse();

    [Fact]
    public void Last_of_repeated_keys_counts()
    {
        Show("""{"a":1,"a":2}"""u8.ToArray()).TryGetObject(out var root).ShouldBeTrue();

        root.GetProperty("a").GetInt32().ShouldBe(2);
    }

    private static FrameView Show(byte[] payload)
    {
        var view = new FrameView();
        view.Show(new Frame { T = 0, Connection = 1, Index = 0, From = Party.Server, Kind = FrameKind.Text, Payload = payload });
        return view;
    }
}
