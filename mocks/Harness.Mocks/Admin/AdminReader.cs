using System.Net.Mime;
using System.Text.Json;
using Harness.Mocks.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Mocks.Admin;

/// <summary>Brings a request into the form that its route promises, or says what is wrong with it.</summary>
/// <param name="maxBodyBytes">A longer body is refused.</param>
internal sealed class AdminReader(int maxBodyBytes)
{
    /// <summary>So many times the longest body are read before a caller is cut short.</summary>
    private const int PatienceForExcess = 16;

    private static readonly JsonElement EmptyObject = JsonElement.Parse("{}");

    /// <returns>The call, or else the refusal.</returns>
    public async Task<(AdminCall? Call, AdminReply? Refusal)> ReadAsync(HttpRequest request, AdminRoute route, IReadOnlyDictionary<string, string> parameters)
    {
        var query = PeerRequests.ParseQuery(request.QueryString.Value ?? "");
        var names = route.Query.Select(parameter => parameter.Name).ToList();
        if (query.Select(pair => pair.Key).FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            var expected = names.Count == 0 ? "no parameters" : $"one of {string.Join(", ", names)}{Fixtures.Catalog.NearestWord.Hint(unknown, names)}";
            return Refuse(AdminProblem.In(unknown, expected, "no parameter here"));
        }

        if (route.Body is not { } form) return (new AdminCall(parameters, query, default, EmptyObject), null);
        if (await BytesAsync(request) is not { } bytes)
        {
            return (null, AdminReply.Error(StatusCodes.Status413PayloadTooLarge, $"the body is longer than the {maxBodyBytes} bytes this server takes"));
        }

        if (bytes.Length == 0 && form.IsRequired) return Refuse(AdminProblem.At("", Wanted(form), (string?)null));
        if (bytes.Length > 0 && !form.ContentTypes.Contains(MediaType(request.ContentType)))
        {
            var actual = string.IsNullOrEmpty(request.ContentType) ? "missing" : $"'{request.ContentType}'";
            return (null, AdminReply.Error(StatusCodes.Status415UnsupportedMediaType, $"Content-Type is {actual}: expected {string.Join(" or ", form.ContentTypes)}"));
        }

        if (form.Schema is null) return (new AdminCall(parameters, query, bytes, EmptyObject), null);
        return AdminBodies.Read(bytes, form.Schema, out var problem) is { } body ? (new AdminCall(parameters, query, bytes, body), null) : Refuse(problem!);
    }

    private static (AdminCall?, AdminReply?) Refuse(AdminProblem problem) => (null, AdminReply.Error(problem));

    private static string Wanted(AdminBodyForm form) => form.Schema is { } schema && AdminSchemas.Members(schema) is { Count: > 0 } members
        ? $"a JSON object with {string.Join(", ", members)}"
        : string.Join(" or ", form.ContentTypes);

    private static string MediaType(string? contentType)
    {
        try
        {
            return string.IsNullOrEmpty(contentType) ? "" : new ContentType(contentType).MediaType.ToLowerInvariant();
        }
        catch (FormatException)
        {
            return "";
        }
    }

    /// <summary>Null where it is too long. Most of the rest is read all the same: who still writes does not look for an answer.</summary>
    private async Task<byte[]?> BytesAsync(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        var length = 0L;
        for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0 && length <= (long)maxBodyBytes * PatienceForExcess;)
        {
            length += read;
            if (length <= maxBodyBytes) body.Write(buffer, 0, read);
        }

        return length <= maxBodyBytes ? body.ToArray() : null;
    }
}
