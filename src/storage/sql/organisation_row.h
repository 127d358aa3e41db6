#pragma once

#include "scheme/organisation/organisation.h"
#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

// The columns of an organisation, read where one stands alone and where it stands beside something else.
inline const std::string kOrganisationColumns =
    "o.id, o.corporate_number, o.legal_name, o.legal_name_kana, o.trade_name, o.legal_name_en, o.prefecture, o.industry, "
    "o.staff, o.parent_corporate_number, o.is_invented, o.registered_at, o.version ";
inline const std::string kSelectOrganisation = "SELECT " + kOrganisationColumns + "FROM organisation o ";

Organisation read_organisation(RowReader& in);
Result<Organisation> to_organisation(RowReader& in);

} // namespace hoshirube::sql
