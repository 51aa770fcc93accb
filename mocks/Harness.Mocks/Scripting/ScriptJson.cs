using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Harness.Mocks.Scripting;

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ScriptJson : JsonSerializerContext;
