#include "daemon/server/api/openapi/route_notes.hpp"

namespace triand::server {
namespace {

using enum NotedField::Kind;

constexpr std::string_view kJob = "triand.job/v1";

constexpr NotedField kReveal{"reveal", flag, "with whole addresses, for support and above; audited"};
constexpr NotedField kSheet{"sheet", text, "the sheet of a workbook"};
constexpr NotedField kEncoding{"encoding", text, "of a CSV; without it, it is found out"};
constexpr NotedField kRejects{"rejects", text, "the form of the file of rejected rows: csv or xlsx"};
constexpr NotedField kSubject{"subject", text, "a customer's code, a telephone or an email", true};
constexpr NotedField kScope{"scope", text, "all, sms, zalo, email, letter, website or exec"};
constexpr NotedField kClass{"class", text, "all or advertising"};
constexpr NotedField kReason{"reason", text, "a suppression's reason"};
constexpr NotedField kUntil{"until", text, "the last day on which it holds; without it: for good"};
constexpr NotedField kNote{"note", text, "whatever else is to be known"};

constexpr RouteNotes kNotes[] = {
    {.method = "GET",
     .pattern = "/api/v1/customers/{code}",
     .id = "showCustomer",
     .summary = "A customer, and all that was sent to him",
     .answer = "triand.customer/v1"},
    {.method = "POST",
     .pattern = "/api/v1/customers/{code}/notes",
     .id = "noteCall",
     .summary = "Notes what a call with a customer was about; it is kept in the audit until an erasure",
     .answer = "triand.call_note/v1",
     .body = {{{"note", text, "what is to be known, in 500 characters at most", true},
               {"after", number,
                "the newest of the customer's notes that the caller saw: the same words sent twice are one "
                "note"}}}},
    {.method = "POST",
     .pattern = "/api/v1/customers/{code}/erase",
     .id = "eraseCustomer",
     .summary = "Erases a customer's personal data, for good",
     .answer = "triand.erasure/v1",
     .body = {{{"confirm", text, "the customer's code once more", true}}}},
    {.method = "POST",
     .pattern = "/api/v1/customers/duplicates",
     .id = "findDuplicates",
     .summary = "Customers who seem to be the same person",
     .answer = kJob,
     .result = "triand.duplicates/v1",
     .query = {{{"limit", number, "groups of each kind that are listed; 20, at most 100000"}, kReveal}}},
    {.method = "GET",
     .pattern = "/api/v1/imports",
     .id = "listImports",
     .summary = "The newest hundred lists that were loaded",
     .answer = "triand.imports/v1"},
    {.method = "POST",
     .pattern = "/api/v1/imports",
     .id = "importCustomers",
     .summary = "Loads a list of customers (CSV, XLSX, ODS), which is the body",
     .answer = kJob,
     .result = "triand.import/v1",
     .query = {{{"file", text, "the list's name", true},
                {"unit", text, "whose customers they are, by its code prefix"},
                kSheet,
                kEncoding,
                {"columns", text, "what columns mean, by their headers: {\"Mã số\":\"customer_code\"}"},
                kRejects,
                {"dry_run", flag, "reads and checks it only"}}}},
    {.method = "POST",
     .pattern = "/api/v1/imports/{id}/undo",
     .id = "undoImport",
     .summary = "Takes a list back",
     .answer = kJob,
     .result = "triand.import_undo/v1"},
    {.method = "GET",
     .pattern = "/api/v1/imports/{id}/rejects",
     .id = "downloadRejects",
     .summary = "The rows of a list that were rejected, each with its reason; audited",
     .media = "text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {.method = "GET",
     .pattern = "/api/v1/suppressions",
     .id = "listSuppressions",
     .summary = "Whom not to write to, newest first",
     .answer = "triand.suppressions/v1",
     .page_from = "before",
     .page_next = "next",
     .query = {{{"before", number, "the answer's next, to go on behind it"},
                {"limit", number, "how many; 100, at most 10000"},
                kReveal}}},
    {.method = "POST",
     .pattern = "/api/v1/suppressions/find",
     .id = "findSuppressions",
     .summary = "The suppressions of one customer or address, past ones as well",
     .answer = "triand.suppressions/v1",
     .body = {kSubject, kReveal}},
    {.method = "POST",
     .pattern = "/api/v1/suppressions",
     .id = "addSuppression",
     .summary = "Has a customer or an address not written to from now on",
     .answer = "triand.suppression/v1",
     .body = {kSubject, kScope, kClass, kReason, kUntil, kNote}},
    {.method = "POST",
     .pattern = "/api/v1/suppressions/remove",
     .id = "removeSuppression",
     .summary = "Ends a suppression",
     .answer = "triand.suppressions/v1",
     .body = {{kSubject, kScope, kClass, {"reason", text, "why it ends; it is kept in the audit"}}}},
    {.method = "POST",
     .pattern = "/api/v1/suppressions/import",
     .id = "importSuppressions",
     .summary = "Loads a list of suppressions, which is the body",
     .answer = kJob,
     .result = "triand.suppression-import/v1",
     .query = {{{"file", text, "the list's name", true},
                kScope,
                kClass,
                kReason,
                kUntil,
                kNote,
                kSheet,
                kEncoding,
                kRejects}}},
};

}  // namespace

std::span<const RouteNotes> customer_notes() { return kNotes; }

}  // namespace triand::server
