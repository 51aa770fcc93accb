using System.Net.Sockets;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Scripting;
using Harness.Mocks.Server.InProcess;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Server;

/// <summary>Carries out what a scenario wants to become of an HTTP request.</summary>
internal static class HttpVerdicts
{
    /// <returns>True when the request is dealt with: nothing else may answer it.</returns>
    public static async Task<bool> ApplyAsync(World world, HttpContext context, HttpVerdict verdict, Action<HttpExchange?> record)
    {
        if (verdict.Delay > TimeSpan.Zero) await Task.Delay(verdict.Delay, world.Clock, context.RequestAborted);
        switch (verdict.Outcome)
        {
            case HttpOutcome.Reject:
                await RejectAsync(context, verdict.Rejection!, record);
                return true;
            case HttpOutcome.Stall:
                record(null);
                await Task.Delay(Timeout.InfiniteTimeSpan, world.Clock, context.RequestAborted);
                return true;
            case HttpOutcome.Cut:
                record(null);
                await CutAsync(world, context);
                return true;
            case HttpOutcome.Reset:
                record(null);
                // Lingering for no time makes the closing of the socket a reset.
                if (context.Features.Get<IConnectionSocketFeature>() is { } tcp) tcp.Socket.LingerState = new(enable: true, seconds: 0);
                context.Features.Get<IPeerResetFeature>()?.Reset();
                context.Abort();
                return true;
            default:
                return false;
        }
    }

    /// <summary>An aborted request would be reset: the socket says its end first, and the request is left to see it.</summary>
    private static async Task CutAsync(World world, HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>() is not { } tcp)
        {
            context.Abort();
            return;
        }

        try
        {
            tcp.Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The peer was faster.
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, world.Clock, context.RequestAborted).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static async Task RejectAsync(HttpContext context, HttpRejection rejection, Action<HttpExchange?> record)
    {
        record(new HttpExchange { Status = rejection.Status, Headers = rejection.Headers, Body = System.Text.Encoding.UTF8.GetString(rejection.Body.Span) });
        context.Response.StatusCode = rejection.Status;
        foreach (var (name, value) in rejection.Headers) context.Response.Headers[name] = value;
        context.Response.ContentLength = rejection.Body.Length;
        await context.Response.Body.WriteAsync(rejection.Body, context.RequestAborted);
    }
}
