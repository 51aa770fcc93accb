using Harness.Clients.Connections;
using Harness.Clients.HedgeTech.Streams;
using Harness.Clients.HedgeTech.Tse.Payloads;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.HedgeTech.Tse;

public sealed class TseClientRejectionTests
{
    [Theory]
    [InlineData("invalid token")]
    [InlineData("expired token")]
    [InlineData("token revoked")]
    [InlineData("Unauthorized")]
    [InlineData("")]
    public async Task Rejection_that_may_be_the_tokens_brings_a_new_token(string reason)
    {
        await using var fixture = await TseClientFixture.StartAsync(
            connection => connection.CloseAsync(1008, reason),
            connection => connection.SendAsync(TseFrames.Candle(2)));

        var next = fixture.NextAsync();
        await fixture.PassBackoffAsync();

        await next;
        (await fixture.Server.HandshakeAsync()).Authorization.ShouldBe("token-1");
        (await fixture.Server.HandshakeAsync()).Authorization.ShouldBe("token-2");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Refused_handshake_brings_a_new_token(int status)
    {
        await using var fixture = await TseClientFixture.StartAsync(
            connection => { connection.Refuse(status); return Task.CompletedTask; },
            connection => connection.SendAsync(TseFrames.Candle(2)));

        var next = fixture.NextAsync();
        await fixture.PassBackoffAsync();

        await next;
        (await fixture.Server.HandshakeAsync()).Authorization.ShouldBe("token-1");
        (await fixture.Server.HandshakeAsync()).Authorization.ShouldBe("token-2");
    }

    [Fact]
    public async Task Expiry_while_streaming_brings_a_new_token_and_the_stream_goes_on()
    {
        await using var fixture = await TseClientFixture.StartAsync(
            async connection =>
            {
                await connection.SendAsync(TseFrames.Candle(1));
                await connection.CloseAsync(1008, "expired token");
            },
            connection => connection.SendAsync(TseFrames.Candle(2)));
        (await fixture.NextAsync()).Data.ShouldBeOfType<Ohlcv>().Volume.ShouldBe(1);

        var next = fixture.NextAsync();
        await fixture.PassBackoffAsync();

        (await next).Data.ShouldBeOfType<Ohlcv>().Volume.ShouldBe(2);
        fixture.Server.TokensIssued.ShouldBe(2);
    }

    [Theory]
    [InlineData("unknown symbol: IRO0NONE0000", RejectionCause.Subscription)]
    [InlineData("invalid symbols", RejectionCause.Subscription)]
    [InlineData("unknown channel: token", RejectionCause.Subscription)]
    [InlineData("account has no access to this market", RejectionCause.Account)]
    public async Task Rejection_of_anything_else_ends_the_stream_at_once(string reason, RejectionCause cause)
    {
        await using var fixture = await TseClientFixture.StartAsync(connection => connection.CloseAsync(1008, reason));

        var rejected = await Should.ThrowAsync<StreamRejectedException>(() => fixture.Messages.MoveNextAsync().Within("the rejection"));

        rejected.Cause.ShouldBe(cause);
        rejected.CloseCode.ShouldBe(1008);
        rejected.Reason.ShouldBe(reason);
        rejected.Message.ShouldContain(reason);
        await fixture.Server.HandshakeAsync();
        fixture.Server.WaitingHandshakes.ShouldBe(0);
        fixture.Server.TokensIssued.ShouldBe(1);
    }

    [Fact]
    public async Task Wrong_address_ends_the_stream_at_once()
    {
        await using var fixture = await TseClientFixture.StartAsync(connection => { connection.Refuse(404); return Task.CompletedTask; });

        var rejected = await Should.ThrowAsync<StreamRejectedException>(() => fixture.Messages.MoveNextAsync().Within("the rejection"));

        rejected.HttpStatus.ShouldBe(404);
    }

    [Theory]
    [InlineData(1008)]
    [InlineData(403)]
    public async Task Server_that_rejects_every_new_token_ends_the_stream(int how)
    {
        await using var fixture = await TseClientFixture.StartAsync(async connection =>
        {
            if (how == 1008)
                await connection.CloseAsync(1008, "invalid token");
            else
                connection.Refuse(how);
        });

        var next = fixture.Messages.MoveNextAsync();
        for (int i = 0; i < 3; i++)
            await fixture.PassBackoffAsync();

        var rejected = await Should.ThrowAsync<StreamRejectedException>(() => next.Within("the rejection"));
        rejected.Cause.ShouldBe(how == 1008 ? RejectionCause.Token : RejectionCause.Unknown);
        fixture.Server.TokensIssued.ShouldBe(4);
    }

    [Fact]
    public async Task Tokens_that_expire_again_and_again_while_streaming_are_renewed_without_end()
    {
        await using var fixture = await TseClientFixture.StartAsync(async connection =>
        {
            await connection.SendAsync(TseFrames.Candle(1));
            await connection.CloseAsync(1008, "expired token");
        });
        await fixture.NextAsync();

        for (int i = 0; i < 10; i++)
        {
            var next = fixture.NextAsync();
            await fixture.PassBackoffAsync();
            await next;
        }

        fixture.Server.TokensIssued.ShouldBe(11);
    }
}
