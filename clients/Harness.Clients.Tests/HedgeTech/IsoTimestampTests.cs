using System.Globalization;
using Harness.Clients.HedgeTech;

namespace Harness.Clients.Tests.HedgeTech;

public sealed class IsoTimestampTests
{
    [Theory]
    [InlineData("2025-11-14T12:00:00.000000", null, "2025-11-14T12:00:00+03:30")]
    [InlineData("2025-11-14T12:00:00.123456", null, "2025-11-14T12:00:00.123456+03:30")]
    [InlineData("2025-11-14 12:00:00", null, "2025-11-14T12:00:00+03:30")]
    [InlineData("2025-11-14T22:10:42.802Z", 0, "2025-11-14T22:10:42.802+00:00")]
    [InlineData("2025-11-14T12:00:00+03:30", 210, "2025-11-14T12:00:00+03:30")]
    [InlineData("2025-11-14T12:00:00.123456789-05:00", -300, "2025-11-14T12:00:00.1234568-05:00")]
    public void Iso_8601_is_read_and_the_zone_is_kept_apart(string text, int? offsetMinutes, string instant)
    {
        IsoTimestamp.TryParse(text, out var timestamp).ShouldBeTrue();

        timestamp.Text.ShouldBe(text);
        timestamp.Local.Kind.ShouldBe(DateTimeKind.Unspecified);
        timestamp.Offset.ShouldBe(offsetMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
        var expected = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        timestamp.Instant.ShouldBe(expected);
        timestamp.Instant.Offset.ShouldBe(expected.Offset);
    }

    [Fact]
    public void Time_without_a_zone_takes_the_offset_of_your_choice()
    {
        IsoTimestamp.TryParse("2025-11-14T12:00:00", out var timestamp).ShouldBeTrue();

        timestamp.At(TimeSpan.Zero).ShouldBe(new DateTimeOffset(2025, 11, 14, 12, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2025-11-14")]
    [InlineData("14.11.2025 12:00:00")]
    [InlineData("11/14/2025 12:00 PM")]
    [InlineData("2025-13-14T12:00:00")]
    [InlineData("2025-11-14T25:00:00")]
    [InlineData("2025-11-14Tnonsense")]
    public void Anything_else_is_refused(string? text) => IsoTimestamp.TryParse(text, out _).ShouldBeFalse();
}
