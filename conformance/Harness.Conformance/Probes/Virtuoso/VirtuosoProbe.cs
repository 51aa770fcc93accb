using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Harness.Conformance.Probes.Virtuoso;

/// <summary>The Virtuoso document: a bare handshake, then a login by message. The signature is of the project's REST form, since the document names none.</summary>
internal sealed class VirtuosoProbe : IProtocolProbe
{
    public string Protocol => "virtuoso";

    public Task<ProbeRequest> OpenAsync(ProbeTask task, CancellationToken cancellationToken) =>
        Task.FromResult(new ProbeRequest(task.Endpoint.Path, task.Query(), []));

    /// <summary>Signs anew before every step: a signature is good for half a minute.</summary>
    public void Prepare(ProbeTask task)
    {
        var timestamp = task.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var signed = string.Create(CultureInfo.InvariantCulture, $"GET\n{task.Endpoint.Path}\n{timestamp}\n");
        var secret = Encoding.UTF8.GetBytes(task.Known("api_secret") ?? "");
        task.Bindings.Set("timestamp", JsonElement.Parse(timestamp.ToString(CultureInfo.InvariantCulture)));
        task.Bindings.Set("signature", Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(signed))));
    }
}
