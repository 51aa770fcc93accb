using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Harness.Mocks.Protocols.HedgeTech.Tokens;

/// <summary>The body of a token request (§2): a URL-encoded form with the document's field names or those of the vendor's SDK.</summary>
/// <param name="Username">From <c>username</c> or <c>UserName_or_Email</c>; null where missing.</param>
/// <param name="Password">From <c>password</c> or <c>Password</c>; null where missing.</param>
internal readonly record struct TokenForm(string? Username, string? Password)
{
    private const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>Reads the form, or says in <paramref name="problem"/> why the body is none.</summary>
    public static bool TryRead(string? contentType, ReadOnlySpan<byte> body, out TokenForm form, out string problem)
    {
        form = default;
        problem = "";
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            problem = $"Content-Type is {contentType ?? "missing"}, expected {MediaType}";
            return false;
        }

        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body));
            var fields = reader.ReadForm();
            form = new TokenForm(Field("username") ?? Field("UserName_or_Email"), Field("password") ?? Field("Password"));
            return true;

            string? Field(string name) => fields.TryGetValue(name, out var values) && values.Count > 0 ? values[^1] : null;
        }
        catch (InvalidDataException invalid)
        {
            problem = invalid.Message;
            return false;
        }
    }
}
