using System.Text.Json;
using Harness.Clients.AirAlgo.Json;
using Harness.Clients.Connections;

namespace Harness.Clients.AirAlgo.Tokens;

/// <summary>Access Token Endpoint: the key as a query parameter, answered by <c>{"status":"ok","access_token":"…"}</c>.</summary>
internal sealed class AccessTokens(AirAlgoOptions options, HttpMessageInvoker invoker)
{
    private readonly ConnectionOptions _connection = options.Connection;
    private string? _token;
    private int _refusals;

    /// <summary>The token in use, or a new one.</summary>
    /// <exception cref="AirAlgoException">The key is refused.</exception>
    /// <exception cref="ConnectionLostException">Asking again may help.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_token is not null)
            return _token;
        _token = await (options.TokenSource ?? IssueAsync)(cancellationToken).ConfigureAwait(false);
        _connection.OnEvent?.Invoke(new TokenIssued(_connection.TimeProvider.GetUtcNow(), null));
        return _token;
    }

    /// <summary>The server took the present token.</summary>
    public void Accepted() => _refusals = 0;

    /// <summary>The server refused the present token: the next one is new.</summary>
    /// <exception cref="AirAlgoException">That has happened too often in a row.</exception>
    public void Refused(AirAlgoException refusal)
    {
        _token = null;
        if (++_refusals > options.MaxTokenRenewals)
            throw refusal;
    }

    private async ValueTask<string> IssueAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri($"{options.TokenAddress}?api_key={Uri.EscapeDataString(options.ApiKey)}"));
        using var deadline = new Deadline(_connection.ConnectTimeout, _connection.TimeProvider, cancellationToken);
        try
        {
            using var response = await invoker.SendAsync(request, deadline.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false);
            if ((int)response.StatusCode is 408 or 429 or >= 500)
                throw new ConnectionLostException($"The token endpoint answered HTTP {(int)response.StatusCode}.");
            var answer = Parse(body);
            return answer.AccessToken
                ?? throw new AirAlgoException(answer.Reason ?? $"HTTP {(int)response.StatusCode} without an access token");
        }
        catch (HttpRequestException failure)
        {
            throw new ConnectionLostException($"No token from {options.TokenAddress}: {failure.Message}", failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectionLostException($"No token from {options.TokenAddress} within {_connection.ConnectTimeout}.", failure);
        }
    }

    private static TokenAnswer Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, AirAlgoJson.Default.TokenAnswer) ?? new();
        }
        catch (JsonException)
        {
            return new();
        }
    }
}
