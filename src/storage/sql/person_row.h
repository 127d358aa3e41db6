#pragma once

#include "scheme/account/account.h"
#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

inline const std::string kPersonColumns = "p.id, p.email, p.name, p.password_hash, p.language, p.created_at";
inline const std::string kSelectPerson = "SELECT " + kPersonColumns + " FROM person p ";

Person read_person(RowReader& in);
Result<Person> to_person(RowReader& in);

} // namespace hoshirube::sql
