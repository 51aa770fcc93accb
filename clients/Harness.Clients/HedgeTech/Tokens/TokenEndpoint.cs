using System.Text.Json;
using Harness.Clients.Connections;

namespace Harness.Clients.HedgeTech.Tokens;

/// <summary>Section 2: <c>POST /auth/user/token/issue</c> with a form, answered by <c>{"Authorization": "…"}</c>.</summary>
internal sealed class TokenEndpoint(HedgeTechOptions options, HttpMessageInvoker invoker)
{
    private readonly Uri _address = new(options.HttpBase, "/auth/user/token/issue");

    /// <exception cref="TokenRefusedException">The server answered, but gave no token.</exception>
    /// <exception cref="ConnectionLostException">The server did not answer, or not in time.</exception>
    public async ValueTask<string> IssueAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address);
        request.Content = new FormUrlEncodedContent([new("username", options.Username), new("password", options.Password)]);
        using var deadline = new Deadline(options.Connection.ConnectTimeout, options.Connection.TimeProvider, cancellationToken);
        try
        {
            using var response = await invoker.SendAsync(request, deadline.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false);
            // Documented is 200 by example; the vendor's own service is known to answer 201.
            if (!response.IsSuccessStatusCode)
                throw new TokenRefusedException(response.StatusCode, Text(body, "detail") ?? "");
            return Text(body, "Authorization") is { Length: > 0 } token
                ? token
                : throw new TokenRefusedException(response.StatusCode, "expected a JSON object with a string \"Authorization\"");
        }
        catch (HttpRequestException failure)
        {
            throw new ConnectionLostException($"No token from {_address}: {failure.Message}", failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectionLostException($"No token from {_address} within {options.Connection.ConnectTimeout}.", failure);
        }
    }

    /// <summary>A field of a JSON object: a string's text, anything else as JSON; null where there is none.</summary>
    private static string? Text(byte[] body, string field)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty(field, out var value))
                return null;
            return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
