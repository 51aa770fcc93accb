using Harness.Fixtures.Catalog;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules;

/// <summary>
/// Tells a client's loops apart: connections that ask for the same channels and symbols at the same path serve one purpose, and each purpose has its
/// own pace. What else varies in a query (an id, a token, a counter) makes no purpose of its own.
/// </summary>
internal sealed class Purposes<T>(RuleContext context, Func<T> make)
{
    /// <summary>More than any client has; what comes later shares one.</summary>
    private const int Most = 1000;

    private readonly Dictionary<string, T> _byPurpose = [];
    private readonly Protocol? _protocol = context.Options.Catalog.Find(context.Header.Protocol);

    public T Of(Connection connection)
    {
        var purpose = Word(connection);
        if (_byPurpose.TryGetValue(purpose, out var known)) return known;
        if (_byPurpose.Count >= Most && purpose.Length > 0) return _byPurpose.TryGetValue("", out known) ? known : _byPurpose[""] = make();
        return _byPurpose[purpose] = make();
    }

    /// <summary>Empty where the beginning was not seen.</summary>
    private string Word(Connection connection)
    {
        if (connection.Request is not { } request) return "";
        var subscribed = _protocol?.Endpoints.FirstOrDefault(endpoint => endpoint.Path == request.Path)?.Query.Where(parameter => parameter.Carries is "channels" or "symbols").ToList();
        return subscribed is not { Count: > 0 }
            ? request.Path ?? ""
            : $"{request.Path}?{string.Join('&', request.Query.Where(pair => subscribed.Exists(parameter => parameter.Name == pair.Key)).Select(pair => $"{pair.Key}={pair.Value}"))}";
    }
}
