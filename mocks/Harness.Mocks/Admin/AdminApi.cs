using Harness.Mocks.Server;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Admin;

/// <summary>The admin API below <c>/__admin</c>: looks into a running server and steers it. JSON in and out.</summary>
internal sealed class AdminApi
{
    public const string Prefix = "/__admin";

    private readonly AdminGuard _guard;
    private readonly MockHost _host;
    private readonly AdminReader _reader;
    private readonly FindingRoutes _findings;

    public AdminApi(MockHost host, MockServerOptions options, AdminGuard guard)
    {
        _guard = guard;
        _host = host;
        _reader = new AdminReader(options.MaxBodyBytes);
        _findings = new FindingRoutes(host);
        Routes =
        [
            .. new ServerRoutes(host, options).All,
            new("GET", "/openapi.json", "all of this, as OpenAPI 3.1", _ => new AdminReply(200, OpenApiDocument.Of(Routes!))) { Answers = [new("OpenApi", "the description")] },
            .. new ConnectionRoutes(host).All,
            .. new JournalRoutes(host).All,
            .. new WaitRoutes(host).All,
            .. _findings.All,
            .. new ScenarioRoutes(host).All,
            .. new OrderRoutes(host).All,
            .. new ClockRoutes(host).All,
            .. new MarketRoutes(host).All,
        ];
    }

    /// <summary>Everything there is, in the order it is listed.</summary>
    public IReadOnlyList<AdminRoute> Routes { get; }

    public async Task HandleAsync(HttpContext context)
    {
        if (_findings.IsFollowed(context.Request) && _guard.Refuse(context.Request, needsToken: true) is null)
        {
            await _findings.FollowAsync(context, _host.Stopping);
            return;
        }

        var reply = await AnswerAsync(context);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }

    private async Task<AdminReply> AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value![Prefix.Length..];
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var matched = Routes.Select(route => (Route: route, Parameters: route.Match(segments))).Where(pair => pair.Parameters is not null).ToList();
        var (found, parameters) = matched.Find(pair => pair.Route.Method == request.Method);
        if (_guard.Refuse(request, needsToken: found is not { IsOpen: true }) is { } refusal) return AdminReply.Error(refusal.Status, refusal.Error);
        if (matched.Count == 0) return NotFound(path);
        if (found is null)
        {
            var methods = string.Join(", ", matched.Select(pair => pair.Route.Method));
            context.Response.Headers.Allow = methods;
            return AdminReply.Error(StatusCodes.Status405MethodNotAllowed, $"{Prefix}{path} takes {methods}, not {request.Method}");
        }

        var (call, wrong) = await _reader.ReadAsync(request, found, parameters!);
        if (call is null) return wrong!;
        try
        {
            return await found.Handle(call, context.RequestAborted);
        }
        catch (OperationCanceledException) when (_host.Stopping.IsCancellationRequested)
        {
            return AdminReply.Error(StatusCodes.Status503ServiceUnavailable, "the server stops");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _host.World.Log(MockLogLevel.Error, "admin", null, $"{request.Method} {Prefix}{path}: {fault}");
            return AdminReply.Error(StatusCodes.Status500InternalServerError, $"a fault of the mock itself, which its log tells: {fault.Message}");
        }
    }

    private AdminReply NotFound(string path) => AdminReply.Json(
        json =>
        {
            json.WriteString("error", $"there is no {Prefix}{path}");
            json.WriteStartArray("routes");
            foreach (var route in Routes) json.WriteStringValue($"{route.Method} {Prefix}{route.Template}: {route.Summary}");
            json.WriteEndArray();
        },
        StatusCodes.Status404NotFound);
}
