using System.Text;
using Harness.Load.Receiving;

namespace Harness.Load.Tests.Receiving;

public sealed class JsonBytesTests
{
    [Theory]
    [InlineData("""{"type":"pong"}""", "pong", "pong")]
    [InlineData("""{ "type" : "a", "data": { "type":"b" } }""", "a", "b")]
    [InlineData("""{"of":"type","type":"x"}""", "x", "x")]
    [InlineData("""{"other":1}""", "", "")]
    [InlineData("""{"type""", "", "")]
    [InlineData("""{"type":"open""", "", "")]
    public void Member_is_found_by_its_name(string json, string first, string last)
    {
        Encoding.UTF8.GetString(JsonBytes.First(Encoding.UTF8.GetBytes(json), "\"type\""u8)).ShouldBe(first);
        Encoding.UTF8.GetString(JsonBytes.Last(Encoding.UTF8.GetBytes(json), "\"type\""u8)).ShouldBe(last);
    }

    [Theory]
    [InlineData("""{"t":1756971591651}""", 1756971591651L)]
    [InlineData("""{"t": -5 }""", -5L)]
    [InlineData("""{"t":"text"}""", null)]
    [InlineData("""{"t":null}""", null)]
    public void Number_is_read_where_it_is_one(string json, long? number) =>
        JsonBytes.Number(JsonBytes.First(Encoding.UTF8.GetBytes(json), "\"t\""u8)).ShouldBe(number);

    [Theory]
    [InlineData("2026-03-02T09:30:00.123456", "2026-03-02T09:30:00.123556", 100)]
    [InlineData("2026-03-02T09:30:00.5Z", "2026-03-02T09:30:00.6", 100_000)]
    [InlineData("2026-03-02T09:30:00", "2026-03-02T13:00:01", 1_000_000)]
    [InlineData("2026-03-02T09:30:00.000100", "2026-03-02T09:30:00.000000", -100)]
    [InlineData("2026-03-31T23:59:59.999999", "2026-04-01T00:00:00.000000", 1)]
    public void Age_is_told_in_any_zone(string sent, string now, long age) =>
        IsoClock.Since(IsoClock.Micros(Encoding.UTF8.GetBytes(sent))!.Value, IsoClock.Micros(Encoding.UTF8.GetBytes(now))!.Value).ShouldBe(age);

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-03-02 at half past nine")]
    public void Text_that_is_no_time_has_none(string text) => IsoClock.Micros(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Fact]
    public void Later_day_is_later() =>
        IsoClock.Micros("2026-04-01T00:00:00"u8)!.Value.ShouldBeGreaterThan(IsoClock.Micros("2026-03-31T23:59:59.999999"u8)!.Value);
}
