using Harness.Mocks.Server;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Admin;

/// <summary>What the judge that is plugged in has found; as server-sent events for who asks for them.</summary>
internal sealed class FindingRoutes(MockHost host)
{
    private const string EventStream = "text/event-stream";

    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/findings", $"what the judge found; Accept: {EventStream} follows it", _ => Findings())
        {
            Answers =
            [
                new("Findings", "what was found so far"),
                new(null, "an event finding for each, the data a Finding: those so far, then each as it is made", ContentType: EventStream),
            ],
            Refusals = new Dictionary<int, string> { [404] = "no judge is plugged into this server" },
        },
    ];

    /// <summary>Whether the call wants to follow the findings; then <see cref="FollowAsync"/> answers it.</summary>
    public bool IsFollowed(HttpRequest request) =>
        host.Findings is not null && HttpMethods.IsGet(request.Method) && request.Path == $"{AdminApi.Prefix}/findings"
        && request.Headers.Accept.Any(accept => accept?.Contains(EventStream, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Writes an event for each finding until the caller leaves or the server stops.</summary>
    public async Task FollowAsync(HttpContext context, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = EventStream;
        context.Response.Headers.CacheControl = "no-cache";
        try
        {
            await context.Response.Body.FlushAsync(end.Token);
            await foreach (var finding in host.Findings!.FollowAsync(end.Token))
            {
                await context.Response.Body.WriteAsync("event: finding\ndata: "u8.ToArray(), end.Token);
                await context.Response.Body.WriteAsync(finding, end.Token);
                await context.Response.Body.WriteAsync("\n\n"u8.ToArray(), end.Token);
                await context.Response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private AdminReply Findings()
    {
        if (host.Findings is not { } source) return AdminReply.Error(StatusCodes.Status404NotFound, "no judge is plugged into this server: harness serve has one unless --no-judge is given");
        return AdminReply.Json(json =>
        {
            json.WriteStartArray("findings");
            foreach (var finding in source.All) json.WriteRawValue(finding.Span);
            json.WriteEndArray();
            json.WriteStartArray("not_judged");
            foreach (var session in source.NotJudged) json.WriteStringValue(session);
            json.WriteEndArray();
        });
    }
}
