namespace Harness.Mocks.Market;

/// <summary>
/// Who traded today. Each trade has one buyer and one seller, so that on either side the counts add up to the day's trade count
/// and the volumes to its volume.
/// </summary>
internal sealed class InvestorFlows
{
    private readonly PriceGrid _grid;
    private Flow _buyIndividual;
    private Flow _buyInstitution;
    private Flow _sellIndividual;
    private Flow _sellInstitution;

    internal InvestorFlows(PriceGrid grid) => _grid = grid;

    public long BuyCountIndividual => _buyIndividual.Count;

    public decimal BuyVolumeIndividual => _grid.Quantity(_buyIndividual.Lots);

    public long BuyCountInstitution => _buyInstitution.Count;

    public decimal BuyVolumeInstitution => _grid.Quantity(_buyInstitution.Lots);

    public long SellCountIndividual => _sellIndividual.Count;

    public decimal SellVolumeIndividual => _grid.Quantity(_sellIndividual.Lots);

    public long SellCountInstitution => _sellInstitution.Count;

    public decimal SellVolumeInstitution => _grid.Quantity(_sellInstitution.Lots);

    internal void Begin()
    {
        _buyIndividual = default;
        _buyInstitution = default;
        _sellIndividual = default;
        _sellInstitution = default;
    }

    internal void Add(long lots, bool institutionBuys, bool institutionSells)
    {
        (institutionBuys ? ref _buyInstitution : ref _buyIndividual).Add(lots);
        (institutionSells ? ref _sellInstitution : ref _sellIndividual).Add(lots);
    }

    private struct Flow
    {
        public long Count;
        public long Lots;

        public void Add(long lots)
        {
            Count++;
            Lots += lots;
        }
    }
}
