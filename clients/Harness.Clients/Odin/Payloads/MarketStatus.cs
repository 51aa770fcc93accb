namespace Harness.Clients.Odin.Payloads;

/// <summary>Whether the market is open. The document shows no such message, so every member may be missing.</summary>
/// <param name="MarketOpen">Whether it is.</param>
/// <param name="MarketHours">Its hours, in words.</param>
/// <param name="CurrentTime">The server's time, in words.</param>
/// <param name="NextOpen">When it opens again, in words.</param>
public sealed record MarketStatus(
    bool? MarketOpen = null, string? MarketHours = null, string? CurrentTime = null, string? NextOpen = null) : OdinPayload;
