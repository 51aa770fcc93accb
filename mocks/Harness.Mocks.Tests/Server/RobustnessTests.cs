using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Wire;
using Harness.Wire.Frames;

namespace Harness.Mocks.Tests.Server;

/// <summary>What peers do by mistake or in malice: the mock closes with the right code, and its other peers do not notice.</summary>
public sealed class RobustnessTests
{
    public static TheoryData<string, int> BadFrames => new()
    {
        { "not masked", 1002 },
        { "reserved bits", 1002 },
        { "reserved opcode", 1002 },
        { "fragmented ping", 1002 },
        { "long ping", 1002 },
        { "stray continuation", 1002 },
        { "bad UTF-8", 1007 },
        { "oversized", 1009 },
        { "bad close code", 1002 },
    };

    [Theory]
    [MemberData(nameof(BadFrames))]
    public async Task Frame_that_breaks_rfc_6455_is_closed_with_its_code_and_the_neighbour_streams_on(string kind, int code)
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        await using var neighbour = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));

        peer.Send(WireMessage.Raw(Frame(kind)));
        var closed = await peer.ClosedAsync();
        neighbour.Drain();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        closed.Received!.Value.Code.ShouldBe(code);
        neighbour.Drain().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Random_bytes_end_their_own_connection_only()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        await using var neighbour = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        var random = new Random(11);

        for (var round = 0; round < 200; round++)
        {
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
            peer.Send(WireMessage.Raw(bytes));
        }

        neighbour.Drain();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        neighbour.Drain().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Half_open_handshakes_and_garbage_requests_hold_nobody_up()
    {
        await using var mock = await MockServer.StartAsync(new MockServerOptions { Seed = 7 }, TestContext.Current.CancellationToken);
        var sockets = new List<Socket>();
        string[] openings =
        [
            "",
            "GET ",
            "GET /data-engine/tse-ifb/live/data/websocket/symbol/isin HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n",
            "\0\u0001\u0002\u0003\r\n\r\n",
            "BREW /coffee HTTP/1.1\r\nHost: x\r\n\r\n",
            $"GET /{new string('a', 20_000)} HTTP/1.1\r\n",
        ];

        foreach (var opening in Enumerable.Repeat(openings, 20).SelectMany(one => one))
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, mock.Port, TestContext.Current.CancellationToken);
            await socket.SendAsync(Encoding.Latin1.GetBytes(opening), TestContext.Current.CancellationToken);
        }

        using var http = new HttpClient { BaseAddress = mock.HttpUrl };
        var health = await http.GetStringAsync("/__admin/health", TestContext.Current.CancellationToken).Within("health while handshakes hang");

        health.ShouldContain("\"status\":\"ok\"");
        foreach (var socket in sockets) socket.Dispose();
    }

    private static byte[] Frame(string kind) => kind switch
    {
        "not masked" => new RawFrame { Payload = "{}"u8.ToArray() }.ToBytes(),
        "reserved bits" => new RawFrame { ReservedBits = 4, Mask = 1, Payload = "{}"u8.ToArray() }.ToBytes(),
        "reserved opcode" => new RawFrame { Opcode = 3, Mask = 1 }.ToBytes(),
        "fragmented ping" => new RawFrame { Opcode = 9, Fin = false, Mask = 1 }.ToBytes(),
        "long ping" => new RawFrame { Opcode = 9, Mask = 1, Payload = new byte[126] }.ToBytes(),
        "stray continuation" => new RawFrame { Opcode = 0, Mask = 1 }.ToBytes(),
        "bad UTF-8" => new RawFrame { Mask = 0, Payload = new byte[] { 0xC3, 0x28 } }.ToBytes(),
        "oversized" => new RawFrame { Mask = 0, ClaimedLength = 1 << 21, LengthBytes = 8, Payload = new byte[100] }.ToBytes(),
        "bad close code" => new RawFrame { Opcode = 8, Mask = 0, Payload = CloseCode(1005) }.ToBytes(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static byte[] CloseCode(ushort code)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, code);
        return bytes;
    }
}
