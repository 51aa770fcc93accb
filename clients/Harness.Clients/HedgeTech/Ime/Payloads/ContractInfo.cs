namespace Harness.Clients.HedgeTech.Ime.Payloads;

/// <summary>Section 8.4: open interest.</summary>
/// <param name="OpenInterest">Open contracts.</param>
/// <param name="OpenInterestChanges">How many more or fewer they became.</param>
public sealed record ContractInfo(long OpenInterest, long OpenInterestChanges);
