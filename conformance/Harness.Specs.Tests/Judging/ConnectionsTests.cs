using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Rules;

namespace Harness.Specs.Tests.Judging;

public sealed class ConnectionsTests
{
    [Fact]
    public void Connection_is_open_from_the_101_to_the_first_close()
    {
        var states = Follow(new Session("ht-tse").Ask("/a").Accept().Server("{}").Close(Party.Server, 1008).Close(Party.Client, 1008));

        states.ShouldBe(["1 asked", "1 open", "1 open", "1 ended", "1 ended"]);
    }

    [Fact]
    public void Number_that_was_used_up_begins_anew()
    {
        var session = new Session("ht-tse").Ask("/a").Accept().Reset(Party.Client).On(1).Server("{}");

        Follow(session)[^1].ShouldBe("1 unknown");
    }

    [Fact]
    public void Ten_thousand_connections_leave_nothing_behind()
    {
        var session = new Session("ht-tse").Times(10_001, (story, _) => story.Open("/a").Reset(Party.Client));
        var connections = new Connections();
        var view = new FrameView();
        foreach (var frame in session.Frames)
        {
            view.Show(frame);
            connections.OnFrame(view);
        }

        connections.Open.ShouldBe(0);
        connections.Known.ShouldBe(1);
    }

    private static List<string> Follow(Session session)
    {
        var connections = new Connections();
        var view = new FrameView();
        var states = new List<string>();
        foreach (var frame in session.Frames)
        {
            view.Show(frame);
            connections.OnFrame(view);
            var connection = view.Connection;
            var state = connection.Request is null ? "unknown" : connection.IsOpen ? "open" : connection.End is null ? "asked" : "ended";
            states.Add($"{connection.Number} {state}");
        }

        return states;
    }
}
