namespace Harness.Clients.HedgeTech.Tse.Payloads;

/// <summary>Section 6.5: who bought and sold, in traders and in quantity.</summary>
/// <param name="BuyCountIndividual">People who bought.</param>
/// <param name="BuyVolumeIndividual">What they bought.</param>
/// <param name="BuyCountInstitution">Institutions that bought.</param>
/// <param name="BuyVolumeInstitution">What they bought.</param>
/// <param name="SellCountIndividual">People who sold.</param>
/// <param name="SellVolumeIndividual">What they sold.</param>
/// <param name="SellCountInstitution">Institutions that sold.</param>
/// <param name="SellVolumeInstitution">What they sold.</param>
public sealed record InstitutionalVsIndividual(
    long BuyCountIndividual,
    long BuyVolumeIndividual,
    long BuyCountInstitution,
    long BuyVolumeInstitution,
    long SellCountIndividual,
    long SellVolumeIndividual,
    long SellCountInstitution,
    long SellVolumeInstitution) : TsePayload;
