using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech;

/// <summary>What becomes of a connection when the stream behind it fails. The documents say that it is closed, not how: stance <c>ht.feed-failure</c>.</summary>
internal static class FeedFailure
{
    private const int InternalError = 1011;

    public static void Of(World world, MockConnection connection)
    {
        if (world.Stances["ht.feed-failure"] == "abrupt") connection.Cut();
        else connection.Close(InternalError, "feed interrupted");
    }
}
