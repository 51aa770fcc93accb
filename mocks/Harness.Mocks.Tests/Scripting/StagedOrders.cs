using System.Globalization;
using System.Text.Json;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>Writes down what is done to orders; an order called <c>gone</c> cannot be steered.</summary>
internal sealed class StagedOrders(ScriptStage stage) : IScriptedOrders
{
    private int _placed;

    /// <summary>Called with each order that a script places.</summary>
    public Action<int, JsonElement>? Placed { get; set; }

    public string? Place(JsonElement order)
    {
        stage.Write($"place {order.GetRawText()}");
        Placed?.Invoke(++_placed, order);
        return null;
    }

    public string? Pass(string order) => Note("pass", order);

    public string? Acknowledge(string order) => Note("acknowledge", order);

    public string? Fill(string order, decimal? quantity, decimal? percent, decimal? price) =>
        Note(string.Create(CultureInfo.InvariantCulture, $"fill quantity={quantity} percent={percent} price={price}"), order);

    public string? Reject(string order, string? reason) => Note($"reject '{reason}'", order);

    public string? Cancel(string order) => Note("cancel", order);

    private string? Note(string what, string order)
    {
        if (order == "gone") return "there is no order gone";
        stage.Write($"order {order} {what}");
        return null;
    }
}
