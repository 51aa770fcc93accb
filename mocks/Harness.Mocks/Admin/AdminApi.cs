using Harness.Mocks.Server;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Admin;

/// <summary>The admin API below <c>/__admin</c>: looks into a running server and steers it. JSON in and out.</summary>
internal sealed class AdminApi
{
    public const string Prefix = "/__admin";

    private readonly AdminGuard _guard;
    private readonly MockServerOptions _options;
    private readonly MockHost _host;
    private readonly FindingRoutes _findings;
    private readonly IReadOnlyList<AdminRoute> _routes;

    public AdminApi(MockHost host, MockServerOptions options, AdminGuard guard)
    {
        _guard = guard;
        _options = options;
        _host = host;
        _findings = new FindingRoutes(host);
        _routes =
        [
            .. new ServerRoutes(host, options).All,
            .. new ConnectionRoutes(host).All,
            .. new JournalRoutes(host).All,
            .. _findings.All,
            .. new OrderRoutes(host).All,
            .. new MarketRoutes(host).All,
        ];
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (_findings.IsFollowed(context.Request) && _guard.Refuse(context.Request) is null)
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
        var isHealth = HttpMethods.IsGet(request.Method) && segments is ["health"];
        if (!isHealth && _guard.Refuse(request) is { } refusal) return AdminReply.Error(refusal.Status, refusal.Error);

        var matched = _routes.Select(route => (Route: route, Parameters: route.Match(segments))).Where(pair => pair.Parameters is not null).ToList();
        if (matched.Count == 0) return NotFound(path);
        var (found, parameters) = matched.Find(pair => pair.Route.Method == request.Method);
        if (found is null)
        {
            var methods = string.Join(", ", matched.Select(pair => pair.Route.Method));
            context.Response.Headers.Allow = methods;
            return AdminReply.Error(StatusCodes.Status405MethodNotAllowed, $"{Prefix}{path} takes {methods}, not {request.Method}");
        }

        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return AdminReply.Error(StatusCodes.Status413PayloadTooLarge, $"the body is longer than the {_options.MaxBodyBytes} bytes this server takes");
        }

        return found.Handle(new AdminCall(parameters!, PeerRequests.ParseQuery(request.QueryString.Value ?? ""), body.ToArray()));
    }

    private AdminReply NotFound(string path) => AdminReply.Json(
        json =>
        {
            json.WriteString("error", $"there is no {Prefix}{path}");
            json.WriteStartArray("routes");
            foreach (var route in _routes) json.WriteStringValue($"{route.Method} {Prefix}{route.Template}: {route.Summary}");
            json.WriteEndArray();
        },
        StatusCodes.Status404NotFound);
}
