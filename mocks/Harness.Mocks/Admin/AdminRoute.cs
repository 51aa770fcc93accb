namespace Harness.Mocks.Admin;

/// <summary>One route of the admin API: what it is called by, what it takes and what it answers. <c>/openapi.json</c> says the same.</summary>
/// <param name="Template">Path below <c>/__admin</c>; a segment in braces is a parameter.</param>
/// <param name="Summary">One line, for the list that an unknown route is answered with.</param>
/// <param name="Handle">Answers a call whose form is right.</param>
internal sealed record AdminRoute(string Method, string Template, string Summary, Func<AdminCall, CancellationToken, Task<AdminReply>> Handle)
{
    private readonly string[] _segments = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public AdminRoute(string method, string template, string summary, Func<AdminCall, AdminReply> handle)
        : this(method, template, summary, (call, _) => Task.FromResult(handle(call)))
    {
    }

    /// <summary>Parameters of the query; a call with any other is refused.</summary>
    public IReadOnlyList<AdminParameter> Query { get; init; } = [];

    /// <summary>What the body has to be; null for methods that have none.</summary>
    public AdminBodyForm? Body { get; init; } = Method is "POST" or "PUT" ? AdminBodyForm.Nothing : null;

    /// <summary>Its answers where all goes well, the usual one first.</summary>
    public required IReadOnlyList<AdminAnswer> Answers { get; init; }

    /// <summary>Its own refusals by status; those that every route knows are not listed.</summary>
    public IReadOnlyDictionary<int, string> Refusals { get; init; } = new Dictionary<int, string>();

    /// <summary>Whether it answers without the token.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Names of the parameters in the path.</summary>
    public IEnumerable<string> PathParameters => _segments.Where(segment => segment[0] == '{').Select(segment => segment[1..^1]);

    /// <summary>The parameters of <paramref name="path"/> when it fits the template, else null.</summary>
    public Dictionary<string, string>? Match(string[] path)
    {
        if (path.Length != _segments.Length) return null;
        var parameters = new Dictionary<string, string>();
        for (var i = 0; i < path.Length; i++)
        {
            if (_segments[i][0] == '{') parameters[_segments[i][1..^1]] = path[i];
            else if (_segments[i] != path[i]) return null;
        }

        return parameters;
    }
}

/// <summary>A parameter of a query.</summary>
/// <param name="Schema">JSON Schema of its value.</param>
internal sealed record AdminParameter(string Name, string About, string Schema = """{"type":"string"}""");

/// <summary>An answer of a route.</summary>
/// <param name="Schema">Name of its schema among the components; null for what is no JSON.</param>
internal sealed record AdminAnswer(string? Schema, string About, int Status = 200, string ContentType = "application/json");
