#include "tests/standin/zalo/zalo_codes.hpp"

#include <charconv>

#include <boost/json/object.hpp>

namespace triand::standin {
namespace {

struct Code {
  int code;
  std::string_view message;
};

constexpr Code kCodes[] = {
    {-32, "Application has reached its call limit per minute"},
    {-100, "Unknown error"},
    {-101, "Application invalid"},
    {-102, "Application not existed"},
    {-103, "Application not activated"},
    {-104, "App secret key invalid"},
    {-105, "Application not link to any OA"},
    {-106, "Method unsupported"},
    {-107, "Message ID invalid"},
    {-108, "Phone number invalid"},
    {-109, "Template ID invalid"},
    {-110, "Zalo version unsupported"},
    {-111, "Template data empty"},
    {-112, "Template data invalid"},
    {-1121, "Template data is over the maximum length"},
    {-1122, "Template data is missing a parameter"},
    {-1123, "QR code could not be generated"},
    {-1124, "Template data parameter format invalid"},
    {-113, "Button invalid"},
    {-1131, "Button content invalid"},
    {-114, "User is inactive"},
    {-115, "Out of quota"},
    {-116, "Text invalid"},
    {-117, "OA or app has no permission for this template"},
    {-118, "Zalo account not existed"},
    {-119, "Account can not receive message"},
    {-120, "OA has no permission for this feature"},
    {-121, "Body data is empty"},
    {-122, "Body format invalid"},
    {-124, "Access token invalid"},
    {-1241, "appsecret_proof invalid"},
    {-125, "Official Account ID invalid"},
    {-126, "Wallet development is empty"},
    {-127, "Template test can be sent to administrators only"},
    {-130, "Content exceeds the character limit"},
    {-131, "Template is not approved"},
    {-132, "Parameter invalid"},
    {-133, "Template can not be sent at night"},
    {-134, "User has not answered the opt-in"},
    {-135, "OA has no permission to send"},
    {-1351, "OA is blocked because of a violation"},
    {-136, "ZCA account must be connected"},
    {-137, "ZCA charge failed"},
    {-138, "App has no permission for this feature"},
    {-1381, "OA has not granted the extension the ZCA permission"},
    {-139, "User refuses this type of message"},
    {-140, "User is not eligible under the delivery policy"},
    {-141, "User refuses messages from this OA"},
    {-144, "OA has exceeded its daily quota"},
    {-1441, "OA has exceeded its monthly promotion quota"},
    {-145, "OA is not allowed to send this content type"},
    {-146, "Template is disabled because of low quality"},
    {-147, "Template has exceeded its daily quota"},
    {-1471, "User has reached the monthly limit of this content"},
    {-1472, "User has reached the daily promotion limit"},
    {-153, "Data violates a rule"},
};

}  // namespace

std::string_view zalo_message(int code) {
  for (const Code& known : kCodes) {
    if (known.code == code) return known.message;
  }
  return {};
}

Reply zalo_refusal(int code) {
  std::string_view message = zalo_message(code);
  boost::json::object answer = {{"error", code}, {"message", message.empty() ? "Unknown error" : message}};
  if (code != -124) answer["data"] = nullptr;
  return json_reply(answer);
}

int magic_code(std::string_view phone) {
  constexpr std::string_view kBlock = "8490000";
  if (!phone.starts_with(kBlock) || phone.size() != kBlock.size() + 4) return 0;
  int code = 0;
  std::from_chars(phone.data() + kBlock.size(), phone.data() + phone.size(), code);
  return zalo_message(-code).empty() ? 0 : -code;
}

}  // namespace triand::standin
