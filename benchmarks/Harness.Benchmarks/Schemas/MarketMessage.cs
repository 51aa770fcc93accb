namespace Harness.Benchmarks.Schemas;

/// <summary>A best-limit message of two levels, 343 bytes, and its schema in words that drafts 4 to 7 and 2020-12 share.</summary>
internal static class MarketMessage
{
    public const string Text =
        """{"channel":"best-limit","symbolIsin":"IRO1FOLD0001","timestamp":"2025-11-14T12:00:00.000000","data":{"1":{"buy_order_count":5,"buy_quantity":900,"buy_price":9950,"sell_order_count":3,"sell_quantity":800,"sell_price":9960},"2":{"buy_order_count":4,"buy_quantity":500,"buy_price":9940,"sell_order_count":2,"sell_quantity":40,"sell_price":9970}}}""";

    public const string Schema = """
        {
          "type": "object",
          "required": ["channel", "symbolIsin", "timestamp", "data"],
          "additionalProperties": false,
          "properties": {
            "channel": { "enum": ["best-limit"] },
            "symbolIsin": { "type": "string", "pattern": "^[A-Z]{2}[A-Z0-9]{9}[0-9]$" },
            "timestamp": { "type": "string", "minLength": 19, "maxLength": 26 },
            "data": {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": {
                "type": "object",
                "required": ["buy_order_count", "buy_quantity", "buy_price", "sell_order_count", "sell_quantity", "sell_price"],
                "properties": {
                  "buy_order_count": { "type": "integer", "minimum": 0 },
                  "buy_quantity": { "type": "integer", "minimum": 0 },
                  "buy_price": { "type": "number", "minimum": 0 },
                  "sell_order_count": { "type": "integer", "minimum": 0 },
                  "sell_quantity": { "type": "integer", "minimum": 0 },
                  "sell_price": { "type": "number", "minimum": 0 }
                }
              }
            }
          }
        }
        """;
}
